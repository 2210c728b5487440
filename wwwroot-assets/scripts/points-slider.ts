import { announce } from './announce';

// <points-slider> holds a slider and a number field that say the same, and tells at once what the points pay.
customElements.define('points-slider', class extends HTMLElement {
  connectedCallback() {
    const range = this.querySelector<HTMLInputElement>('input[type="range"]');
    const field = this.querySelector<HTMLInputElement>('.field input');
    const worth = this.querySelector('[data-worth]');
    if (!range || !field || !worth) return;
    const { step = '1', least = '0', stepWorth = '0', due = '0', currency = 'EUR', units = '100', one = '', many = '', first = '' } = this.dataset;
    const money = new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency });
    const most = Number(range.max);
    const count = (points: number) => points.toLocaleString('en');
    const counted = (points: number) => `${count(points)} ${points === 1 ? one : many}`; // the club has its own word for them
    const fill = (mark: string, text: string) => document.querySelectorAll(`[data-points-${mark}]`).forEach(e => { e.textContent = text; });
    // The server says the same when it is sent.
    const refusal = (value: number) => {
      if (value > most) return `At most ${counted(most)} can be used for this order.`;
      if (value > 0 && value < Number(least)) return `${first} can be used from ${count(Number(least))} on.`;
      const below = value - value % Number(step);
      return value === below ? '' : `${first} are used in steps of ${count(Number(step))}: ${count(below)}${below + Number(step) <= most ? ` or ${count(below + Number(step))}` : ''}, for example.`;
    };
    const say = (value: number, aloud: boolean) => {
      const wrong = refusal(value);
      const paid = Math.floor(value / Number(step)) * Number(stepWorth);
      const rest = money.format((Number(due) - paid) / Number(units));
      const text = wrong || (value > 0 ? `${counted(value)} ${value === 1 ? 'pays' : 'pay'} ${money.format(paid / Number(units))}; the rest is ${rest}.` : `No ${many} are used.`);
      if (!wrong) {
        range.setAttribute('aria-valuetext', value > 0 ? `${counted(value)}, ${money.format(paid / Number(units))} off` : `no ${many}`);
        fill('rest', rest); // wherever else the page says what is left to pay
        fill('chosen', counted(value));
        fill('pay', money.format(-paid / Number(units)));
      }
      worth.textContent = text;
      if (aloud) announce(text);
    };
    const set = (value: number, aloud = false) => {
      range.value = String(value);
      field.value = range.value;
      say(Number(range.value), aloud);
    };
    range.addEventListener('input', () => set(Number(range.value)));
    field.addEventListener('input', () => { if (/^\d+$/.test(field.value)) { range.value = field.value; say(Number(field.value), false); } });
    // What was typed stays as it was typed: the server says what is wrong with it.
    field.addEventListener('change', () => { if (/^\d+$/.test(field.value)) say(Number(field.value), true); });
    this.addEventListener('click', event => {
      const button = (event.target as Element).closest<HTMLElement>('[data-points]');
      if (!button) return;
      event.preventDefault();
      set(Number(button.dataset.points), true);
    });
    if (/^\d+$/.test(field.value)) {
      range.value = field.value;
      say(Number(field.value), false);
    }
  }
});

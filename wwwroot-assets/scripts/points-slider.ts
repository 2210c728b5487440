import { announce } from './announce';

// <points-slider> holds a slider and a number field that say the same, and tells at once what the points pay.
customElements.define('points-slider', class extends HTMLElement {
  connectedCallback() {
    const range = this.querySelector<HTMLInputElement>('input[type="range"]');
    const field = this.querySelector<HTMLInputElement>('.field input');
    const worth = this.querySelector('[data-worth]');
    if (!range || !field || !worth) return;
    const { step = '1', stepWorth = '0', due = '0', currency = 'EUR', units = '100' } = this.dataset;
    const money = new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency });
    const say = (value: number, aloud: boolean) => {
      const paid = Math.floor(value / Number(step)) * Number(stepWorth);
      const text = value > 0 ? `${value.toLocaleString('en')} points pay ${money.format(paid / Number(units))}; the rest is ${money.format((Number(due) - paid) / Number(units))}.` : 'No points are used.';
      range.setAttribute('aria-valuetext', value > 0 ? `${value.toLocaleString('en')} points, ${money.format(paid / Number(units))} off` : 'no points');
      worth.textContent = text;
      if (aloud) announce(text);
    };
    const set = (value: number, aloud = false) => {
      range.value = String(value);
      field.value = range.value;
      say(Number(range.value), aloud);
    };
    range.addEventListener('input', () => set(Number(range.value)));
    field.addEventListener('input', () => { if (/^\d+$/.test(field.value)) { range.value = field.value; say(field.value === range.value ? Number(range.value) : 0, false); } });
    // What was typed stays as it was typed: the server says what is wrong with it.
    field.addEventListener('change', () => { if (/^\d+$/.test(field.value) && field.value === range.value) say(Number(range.value), true); });
    this.addEventListener('click', event => {
      const button = (event.target as Element).closest<HTMLElement>('[data-points]');
      if (!button) return;
      event.preventDefault();
      set(Number(button.dataset.points), true);
    });
    if (/^\d+$/.test(field.value)) say(Number(field.value), false);
  }
});

import { htmx } from './htmx';

// − and + change the number field between them; the form decides what follows.
document.addEventListener('click', event => {
  const button = (event.target as Element).closest<HTMLButtonElement>('[data-stepper] [data-step]');
  const field = button?.closest('[data-stepper]')?.querySelector('input');
  if (!button || !field) return;
  const before = field.value;
  if (button.dataset.step === '1') field.stepUp();
  else field.stepDown();
  if (field.value !== before) field.dispatchEvent(new Event('change', { bubbles: true }));
});

// data-auto-submit sends a form a moment after its last change, without its button. Who types a number gets time for the next digit.
const waiting = new WeakMap<HTMLFormElement, number>();
const sent = new WeakMap<HTMLInputElement, string>();
document.addEventListener('change', event => later(event.target as HTMLInputElement, 300));
document.addEventListener('input', event => {
  const field = event.target as HTMLInputElement;
  if (field.type === 'number' && field.value !== '') later(field, 800);
});

function later(field: HTMLInputElement, ms: number) {
  const form = field.form;
  if (!form?.matches('[data-auto-submit]')) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => {
    if (!form.isConnected || sent.get(field) === field.value) return;
    sent.set(field, field.value);
    if (form.hasAttribute('hx-post') || form.hasAttribute('hx-get')) htmx.trigger(form, 'submit', {});
    else form.requestSubmit();
  }, ms));
}

// data-submit-on-change on a choice sends its form at once; without script the form's button does.
document.addEventListener('change', event => {
  const choice = event.target as HTMLSelectElement;
  if (choice.matches('select[data-submit-on-change]')) choice.form?.requestSubmit();
});

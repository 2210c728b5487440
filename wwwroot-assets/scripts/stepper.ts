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

// data-auto-submit sends a form a moment after its last change, without its button.
const waiting = new WeakMap<HTMLFormElement, number>();
document.addEventListener('change', event => {
  const form = (event.target as HTMLInputElement).form;
  if (!form?.matches('[data-auto-submit]')) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => {
    if (form.hasAttribute('hx-post') || form.hasAttribute('hx-get')) htmx.trigger(form, 'submit', {});
    else form.requestSubmit();
  }, 300));
});

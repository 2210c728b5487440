import { announce } from './announce';
import { htmx } from './htmx';

// Hearts and scales. The server answers what became of it into #marks, and every button of that product on the page follows.
// One press at a time: each answer carries the cookie that the next press must send. Without scripts the form leads back to the page.
let last: Promise<unknown> = Promise.resolve();

document.addEventListener('submit', event => {
  const form = event.target as HTMLFormElement;
  const place = document.getElementById('marks');
  if (!form.matches('[data-marks]') || !place) return;
  event.preventDefault();
  const pressed = (event as SubmitEvent).submitter as HTMLButtonElement | null;
  const values = Object.fromEntries(new FormData(form, pressed)), address = pressed?.getAttribute('formaction') ?? form.getAttribute('action')!;
  pressed?.setAttribute('aria-busy', 'true');
  last = last.then(() => htmx.ajax('post', address, { source: place, target: place, swap: 'innerHTML', values })).catch(() => undefined).then(() => pressed?.removeAttribute('aria-busy'));
});

document.addEventListener('htmx:afterSettle', event => {
  const place = event.target as HTMLElement;
  if (place.id !== 'marks') return;
  for (const told of place.querySelectorAll<HTMLElement>('[data-marked]'))
    for (const button of document.querySelectorAll<HTMLButtonElement>(`[data-marks="${told.dataset.product}"] [data-mark="${told.dataset.marked}"]`)) {
      button.setAttribute('aria-pressed', told.dataset.on!);
      button.value = told.dataset.on === 'true' ? 'false' : 'true';
    }
});

// Nothing came back: the page itself knows.
for (const trouble of ['htmx:responseError', 'htmx:sendError'])
  document.addEventListener(trouble, event => {
    if ((event as CustomEvent).detail.target?.id === 'marks') announce('That did not work. Please try again.');
  });

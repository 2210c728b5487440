// A form marked data-once is sent once: a second press while the first is on its way does nothing.
document.addEventListener('submit', event => {
  const form = event.target as HTMLFormElement;
  if (!form.matches('[data-once]') || event.defaultPrevented && !isHtmx(form)) return;
  if (form.hasAttribute('data-sent')) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.setAttribute('data-sent', '');
  busy(form, (event as SubmitEvent).submitter, true);
}, { capture: true });

document.addEventListener('htmx:afterRequest', event => release((event as CustomEvent).detail.elt));
addEventListener('pageshow', event => {
  if (event.persisted) document.querySelectorAll<HTMLElement>('[data-sent]').forEach(release); // came back by the Back button
});

function release(form: HTMLElement) {
  if (!form.hasAttribute('data-sent')) return;
  form.removeAttribute('data-sent');
  busy(form as HTMLFormElement, null, false);
}

function busy(form: HTMLFormElement, pressed: HTMLElement | null, on: boolean) {
  const buttons = on
    ? [pressed ?? form.querySelector<HTMLElement>('button:not([type=button])')]
    : [...document.querySelectorAll<HTMLElement>('[aria-busy="true"]')].filter(b => (b as HTMLButtonElement).form === form);
  for (const button of buttons) {
    if (!button) continue;
    if (on) {
      button.setAttribute('aria-busy', 'true');
      if (button.dataset.busyText) {
        button.dataset.idleText = button.textContent ?? '';
        button.textContent = button.dataset.busyText;
      }
    } else {
      button.removeAttribute('aria-busy');
      if (button.dataset.idleText) button.textContent = button.dataset.idleText;
    }
  }
}

const isHtmx = (form: HTMLElement) => form.hasAttribute('hx-post') || form.hasAttribute('hx-get');

export {};

import { htmx } from './htmx';

// Filters. On a wide screen each tick swaps the list (htmx on the form). On a phone they open as a drawer, where nothing
// changes until "Show"; closing puts the ticks back as they were. Without scripts it is a form with a button.
const narrow = matchMedia('(max-width: 991px)');
let opener: HTMLElement | null = null;
let asOpened = '';

const facets = () => document.querySelector<HTMLFormElement>('[data-facets]');

document.addEventListener('click', event => {
  const target = event.target as Element;
  const open = target.closest<HTMLElement>('[data-facets-open]');
  if (open) show(open);
  else if (target.closest('[data-facets-close]')) hide(true);
});

document.addEventListener('keydown', event => {
  const form = facets();
  if (!form?.classList.contains('open')) return;
  if (event.key === 'Escape') hide(true);
  if (event.key === 'Tab') keepInside(form, event);
});

// In the drawer a tick only counts, it does not swap.
document.addEventListener('htmx:confirm', event => {
  const form = (event as CustomEvent).detail.elt as HTMLElement;
  if (!form.matches?.('[data-facets].open') || (event as CustomEvent).detail.triggeringEvent?.type === 'submit') return;
  event.preventDefault();
  count(form as HTMLFormElement);
});

document.addEventListener('submit', event => {
  const form = event.target as HTMLFormElement;
  if (!form.matches('[data-facets]') || !form.hasAttribute('hx-get')) return;
  event.preventDefault();
  hide(false);
  htmx.trigger(form, 'change', {});
});

function show(button: HTMLElement) {
  const form = facets();
  if (!form) return;
  opener = button;
  asOpened = state(form);
  form.classList.add('open');
  form.setAttribute('role', 'dialog');
  form.setAttribute('aria-modal', 'true');
  document.body.classList.add('facets-shown');
  form.querySelector<HTMLElement>('[data-facets-close]')?.focus();
}

function hide(undo: boolean) {
  const form = facets();
  if (!form?.classList.contains('open')) return;
  if (undo && state(form) !== asOpened) restore(form, new URLSearchParams(asOpened));
  form.classList.remove('open');
  form.removeAttribute('role');
  form.removeAttribute('aria-modal');
  document.body.classList.remove('facets-shown');
  (opener?.isConnected ? opener : document.querySelector<HTMLElement>('[data-facets-open]'))?.focus();
}

const state = (form: HTMLFormElement) => new URLSearchParams(new FormData(form) as unknown as Record<string, string>).toString();

function restore(form: HTMLFormElement, values: URLSearchParams) {
  for (const field of form.elements as Iterable<Element> as Iterable<HTMLInputElement>) {
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = values.getAll(field.name).includes(field.value);
    else if (field.name) field.value = values.get(field.name) ?? '';
  }
  void count(form);
}

let asked: AbortController | undefined;

/** Asks the same address how many products these ticks would show, and writes it on the button. */
async function count(form: HTMLFormElement) {
  const place = form.querySelector('[data-facets-count]');
  if (!place) return;
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(`${form.getAttribute('hx-get')}?${state(form)}`, { headers: { 'HX-Request': 'true' }, signal: asked.signal });
    const said = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector<HTMLElement>('#results')?.dataset.announce;
    if (said) place.textContent = said;
  } catch {
    // a newer tick asks again
  }
}

function keepInside(form: HTMLFormElement, event: KeyboardEvent) {
  const stops = [...form.querySelectorAll<HTMLElement>('button, input, select, summary, a[href]')].filter(e => e.offsetParent !== null);
  const first = stops[0], last = stops.at(-1);
  if (event.shiftKey && document.activeElement === first) { event.preventDefault(); last?.focus(); }
  else if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); first?.focus(); }
}

narrow.addEventListener('change', () => { if (!narrow.matches) hide(false); });

// The back office's lists: only what the operator needs is asked, ticks are counted, rows are walked with j and k.
import { announce } from './announce';
import { keysAreOff } from './shortcuts';

function fit(form: Element) {
  const op = form.querySelector<HTMLSelectElement>('[data-filter-op]')?.value;
  if (!op) return;
  for (const part of form.querySelectorAll<HTMLElement>('[data-filter-for]')) {
    const name = part.dataset.filterFor!;
    part.hidden = name.startsWith('-') ? op === name.slice(1) : op !== name;
  }
}

function ticks() { return [...document.querySelectorAll<HTMLInputElement>('tbody .desk-tick input')]; }

function count() {
  const place = document.querySelector('[data-ticked]'), all = document.querySelector<HTMLInputElement>('[data-tick-all]'), boxes = ticks(), on = boxes.filter(b => b.checked).length;
  if (place) place.textContent = on ? ` (${on})` : '';
  if (all) [all.checked, all.indeterminate] = [on > 0 && on === boxes.length, on > 0 && on < boxes.length];
}

function begin() {
  for (const form of document.querySelectorAll('[data-filter]')) fit(form);
  count();
}

let before: HTMLInputElement | null = null;
document.addEventListener('change', event => {
  const changed = event.target as HTMLElement;
  if (changed.matches('[data-filter-op]')) fit(changed.closest('[data-filter]')!);
  if (changed.matches('[data-tick-all]')) for (const box of ticks()) box.checked = (changed as HTMLInputElement).checked;
  if (changed.matches('.desk-tick input')) count();
});
// With Shift, all between the last one and this one.
document.addEventListener('click', event => {
  const box = event.target as HTMLInputElement;
  if (!box.matches?.('tbody .desk-tick input')) return;
  const boxes = ticks(), from = before ? boxes.indexOf(before) : -1, to = boxes.indexOf(box);
  if (event.shiftKey && from >= 0) for (const between of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) between.checked = box.checked;
  before = box;
  count();
});

document.addEventListener('keydown', event => {
  if (keysAreOff(event)) return;
  if (event.key === '/') {
    const search = document.querySelector<HTMLInputElement>('[data-list-search]');
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
    return;
  }
  const rows = [...document.querySelectorAll<HTMLElement>('[data-rows] tbody tr')];
  if (!rows.length) return;
  const at = rows.findIndex(r => r.classList.contains('here'));
  if (event.key === 'j' || event.key === 'k') {
    const next = rows[event.key === 'j' ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0)];
    if (!next) return;
    rows[at]?.classList.remove('here');
    next.classList.add('here');
    next.querySelector<HTMLElement>('a[href]')?.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  } else if (event.key === 'x' && at >= 0) {
    const box = rows[at]?.querySelector<HTMLInputElement>('.desk-tick input');
    if (!box) return;
    box.checked = !box.checked;
    count();
    announce(box.checked ? 'Ticked' : 'Not ticked');
  }
});
document.addEventListener('htmx:afterSettle', begin);
begin();

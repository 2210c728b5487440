// Ctrl+K finds pages, things to do and records. Without scripts the same link is a page with a search field.
import { announce } from './announce';
import { keysAreOff, keysAreOn, turnKeys } from './shortcuts';

const palette = document.getElementById('palette') as HTMLDialogElement | null;
const input = palette?.querySelector('input'), list = document.getElementById('palette-list');
const keys = document.getElementById('keys') as HTMLDialogElement | null;
const seenKey = 'desk-seen', mostSeen = 6;
let asked: AbortController | undefined, timer = 0, at = -1, answered = '';

const options = () => [...(list?.querySelectorAll<HTMLAnchorElement>('[role=option]') ?? [])];

async function ask() {
  if (!palette || !input || !list) return;
  asked?.abort();
  asked = new AbortController();
  const words = input.value;
  try {
    const answer = await fetch(`${palette.dataset.url}?part=true&q=${encodeURIComponent(input.value)}`, { signal: asked.signal });
    if (!answer.ok || answer.redirected) return;
    list.innerHTML = await answer.text();
    answered = words;
    if (!input.value.trim()) showSeen();
    move(0, false);
    announce(`${options().length} found`);
  } catch { /* a newer question is on its way, or the network is gone: Enter sends the form */ }
}

// What was opened in this window lately; forgotten when it closes.
function seen(): [string, string][] {
  try { return JSON.parse(sessionStorage.getItem(seenKey) ?? '[]'); } catch { return []; }
}

function showSeen() {
  if (!list || !seen().length) return;
  const group = document.createElement('div');
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', 'Looked at lately');
  const head = document.createElement('div');
  head.className = 'desk-found-head';
  head.textContent = 'Looked at lately';
  head.setAttribute('aria-hidden', 'true');
  group.append(head);
  seen().forEach(([url, name], i) => {
    const link = document.createElement('a');
    [link.href, link.id, link.textContent] = [url, `seen-${i}`, name];
    link.setAttribute('role', 'option');
    link.setAttribute('aria-selected', 'false');
    group.append(link);
  });
  list.prepend(group);
}

function move(to: number, scroll = true) {
  const all = options();
  all[at]?.setAttribute('aria-selected', 'false');
  at = all.length ? (to + all.length) % all.length : -1;
  const here = all[at];
  here?.setAttribute('aria-selected', 'true');
  if (scroll) here?.scrollIntoView({ block: 'nearest' });
  if (here) input?.setAttribute('aria-activedescendant', here.id);
  else input?.removeAttribute('aria-activedescendant');
}

function open() {
  if (!palette || !input || palette.open) return;
  keys?.close();
  palette.showModal();
  input.value = '';
  input.focus();
  void ask();
}

input?.addEventListener('input', () => { clearTimeout(timer); timer = window.setTimeout(ask, 120); });
input?.addEventListener('keydown', event => {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    move(at + (event.key === 'ArrowDown' ? 1 : -1));
  } else if (event.key === 'Enter' && !event.ctrlKey && options()[at] && answered === input.value) { // else the form asks: these are of what was typed before
    event.preventDefault();
    location.href = options()[at]!.href;
  }
});
for (const dialog of [palette, keys]) dialog?.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
document.addEventListener('click', event => {
  const pressed = event.target as Element;
  if (pressed.closest('[data-palette-open]')) { event.preventDefault(); open(); }
  if (pressed.closest('[data-keys-open]')) help();
});

function help() {
  if (!keys) return;
  keys.querySelector<HTMLInputElement>('[data-keys-on]')!.checked = keysAreOn();
  keys.showModal();
}
keys?.querySelector('[data-keys-on]')?.addEventListener('change', event => turnKeys((event.target as HTMLInputElement).checked));

const places: Record<string, string> = { t: '', o: '/orders', r: '/returns', p: '/products', c: '/customers', m: '/messages', l: '/club' };
let went = -Infinity;
document.addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    open();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
    const form = (event.target as HTMLElement).closest('form');
    if (form) { event.preventDefault(); form.requestSubmit(); }
    return;
  }
  if (keysAreOff(event)) return;
  if (event.key === '?') help();
  else if (event.key === 'g') went = event.timeStamp;
  else if (event.timeStamp - went < 1500 && event.key in places) {
    // Only where the menu leads as well.
    const url = `/backoffice${places[event.key]}`;
    went = -Infinity;
    document.querySelector<HTMLAnchorElement>(`.office-menu nav a[href$="${url}"]`)?.click();
  }
});

const record = /\/backoffice\/(orders|customers|products|returns)\/[\w-]+$/.exec(location.pathname), title = document.querySelector('h1')?.childNodes[0]?.textContent?.trim();
if (record && title) sessionStorage.setItem(seenKey, JSON.stringify([[location.pathname, title] as [string, string], ...seen().filter(s => s[0] !== location.pathname)].slice(0, mostSeen)));

// Keys of the back office. They do nothing while somebody types, and can be turned off for good.
const off = 'desk-keys-off';

export function keysAreOff(event: KeyboardEvent): boolean {
  const at = event.target as HTMLElement;
  return event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(off) !== null
    || at.isContentEditable || at.matches('input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select') || document.querySelector('dialog[open]') !== null;
}

export function turnKeys(on: boolean) {
  if (on) localStorage.removeItem(off);
  else localStorage.setItem(off, '1');
}

export const keysAreOn = () => localStorage.getItem(off) === null;

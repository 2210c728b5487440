// <details data-menu> open and close by themselves; here they also close by Esc, by a click elsewhere and when one leaves them.
const open = () => document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]');

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  for (const menu of open()) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector('summary')?.focus();
  }
});
document.addEventListener('click', event => {
  for (const menu of open()) if (!menu.contains(event.target as Node)) menu.open = false;
});
document.addEventListener('focusin', event => {
  for (const menu of open()) if (!menu.contains(event.target as Node)) menu.open = false;
});

// Rows of links that are wider than the screen open where one is.
for (const here of document.querySelectorAll<HTMLElement>('.account-menu [aria-current], .club-nav [aria-current]')) {
  const row = here.closest('ul');
  if (!row) continue;
  const [at, seen] = [here.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += at.left + at.width / 2 - seen.left - seen.width / 2;
}

export {};

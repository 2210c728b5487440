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

// On phones the account's menu is a row that is wider than the screen: it opens where one is.
const here = document.querySelector<HTMLElement>('.account-menu [aria-current]');
const row = here?.closest('ul');
if (here && row) {
  const [at, seen] = [here.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += at.left + at.width / 2 - seen.left - seen.width / 2;
}

export {};

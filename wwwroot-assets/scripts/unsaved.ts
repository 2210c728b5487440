// What an answer of the shop brought back unsaved counts as changed, too: rows that were added, what was refused.
let sent = false;

document.addEventListener('submit', event => {
  if ((event.target as HTMLElement).matches('form[data-unsaved]')) sent = true;
});
addEventListener('beforeunload', event => {
  if (!sent && document.querySelector('form[data-unsaved="changed"]')) event.preventDefault();
});

export {};

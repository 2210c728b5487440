// Leaving a form that was changed asks first. What an answer of the shop brought back unsaved counts as changed.
let changed = false;

const look = (): void => {
  changed ||= document.querySelector('form[data-unsaved="changed"]') !== null;
};

document.addEventListener('input', (event) => {
  if ((event.target as Element).closest('form[data-unsaved]')) changed = true;
});
document.addEventListener('submit', (event) => {
  if ((event.target as Element).closest('form[data-unsaved]')) changed = false;
});
document.addEventListener('htmx:afterSwap', look);
window.addEventListener('beforeunload', (event) => {
  if (changed) event.preventDefault();
});
look();

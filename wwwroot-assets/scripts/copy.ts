import { announce } from './announce';

// <button data-copy="#field"> puts what the field holds on the clipboard; where that is not allowed the field is marked for copying by hand.
document.addEventListener('click', async event => {
  const button = (event.target as Element).closest<HTMLElement>('[data-copy]');
  const field = button && document.querySelector<HTMLInputElement>(button.dataset.copy!);
  if (!field) return;
  try {
    await navigator.clipboard.writeText(field.value);
    announce('Copied.');
    button.lastChild!.textContent = ' Copied';
  } catch {
    field.select();
  }
});

// A chosen variant swaps the buy panel (htmx on the links). The option that was pressed keeps the focus although it is a new element.
document.addEventListener('htmx:beforeSwap', event => {
  const pressed = (event as CustomEvent).detail.requestConfig?.elt as HTMLElement | undefined;
  if (pressed?.matches('.option-value')) focusAfter = pressed.getAttribute('data-option') ?? pressed.textContent?.trim() ?? '';
});
document.addEventListener('htmx:afterSettle', () => {
  if (!focusAfter) return;
  const again = [...document.querySelectorAll<HTMLElement>('.option-value')].find(o => (o.getAttribute('data-option') ?? o.textContent?.trim()) === focusAfter);
  focusAfter = '';
  again?.focus({ preventScroll: true });
});

let focusAfter = '';

export {};

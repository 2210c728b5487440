// <button data-print> prints the page; without scripts the browser's own menu does.
document.addEventListener('click', event => {
  if ((event.target as Element).closest('[data-print]')) print();
});

export {};

// A promotion's form shows what its kind needs. Without scripts all fields are there, and what the kind has no use for is left out with a word.
const choice = document.querySelector<HTMLSelectElement>('select[data-kind-choice]');

if (choice) {
  const show = (): void => {
    for (const part of document.querySelectorAll<HTMLElement>('[data-kinds]')) part.hidden = !part.dataset.kinds!.split(' ').includes(choice.value);
  };
  choice.addEventListener('change', show);
  show();
}

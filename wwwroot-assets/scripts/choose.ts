import { htmx } from './htmx';

// A product that comes in several forms is chosen in a dialog over the list. Without scripts the link leads to its page.
const dialog = document.getElementById('choose-dialog') as HTMLDialogElement | null;
const body = document.getElementById('choose-body');

if (dialog && body) {
  let opener: HTMLAnchorElement | null = null;

  document.addEventListener('click', async event => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-choose]');
    const way = event as MouseEvent;
    if (!link || way.ctrlKey || way.metaKey || way.shiftKey) return;
    event.preventDefault();
    opener = link;
    await htmx.ajax('get', link.dataset.choose!, { source: link, target: body, swap: 'innerHTML' });
    if (opener !== link || !body.firstElementChild || dialog.open) return;
    dialog.showModal();
    document.getElementById('choose-heading')?.focus();
  });

  dialog.addEventListener('click', event => {
    if (event.target === dialog) dialog.close(); // the ground beside it
  });
  dialog.addEventListener('close', () => {
    body.replaceChildren();
    opener = null;
  });
}

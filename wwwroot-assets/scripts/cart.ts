import { htmx } from './htmx';

// The cart as a drawer. It opens when something was added, and from the link in the header; without it the cart is a page.
const drawer = document.getElementById('cart-drawer') as HTMLDialogElement | null;
const body = document.getElementById('cart-drawer-body');

if (drawer && body) {
  document.addEventListener('htmx:afterSwap', event => {
    const detail = (event as CustomEvent).detail;
    const from = detail.requestConfig?.elt as HTMLElement | undefined;
    if (detail.target === body && from?.closest('[data-cart-add], [data-cart-open]')) open();
  });

  document.addEventListener('click', event => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('[data-cart-open]');
    const way = event as MouseEvent;
    if (!link?.dataset.cartOpen || way.ctrlKey || way.metaKey || way.shiftKey || location.pathname === link.pathname) return;
    event.preventDefault();
    htmx.ajax('get', link.dataset.cartOpen, { source: link, target: body, swap: 'innerHTML' });
  });

  drawer.addEventListener('click', event => {
    if (event.target === drawer) drawer.close(); // the ground beside it
  });
}

// What was pressed is gone with its line: the focus goes to the offer to undo, or to the cart's heading, and never back to the top of the page.
document.addEventListener('htmx:afterSettle', event => {
  const detail = (event as CustomEvent).detail;
  if (!(detail.requestConfig?.elt as HTMLElement | undefined)?.querySelector('[data-cart-remove]')) return;
  requestAnimationFrame(() => {
    if (document.activeElement && document.activeElement !== document.body && document.activeElement !== drawer) return;
    const undo = document.querySelector<HTMLElement>('.toast form button');
    const heading = drawer?.open ? document.getElementById('cart-drawer-heading') : document.querySelector<HTMLElement>('main h1');
    if (heading && !heading.hasAttribute('tabindex')) heading.tabIndex = -1;
    (undo ?? heading)?.focus();
  });
});

function open() {
  if (drawer!.open) return;
  document.querySelector<HTMLDialogElement>('#choose-dialog[open]')?.close();
  drawer!.showModal(); // the browser gives the focus back when it closes
  document.getElementById('cart-drawer-heading')?.focus();
}

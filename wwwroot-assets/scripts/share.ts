// <button data-share="address" data-share-title="…" hidden> hands an address to the telephone's own way of sharing; it stays away where there is none.
if (navigator.share) {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-share]')) button.hidden = false;
  document.addEventListener('click', event => {
    const button = (event.target as Element).closest<HTMLElement>('[data-share]');
    if (button) navigator.share({ title: button.dataset.shareTitle, url: button.dataset.share }).catch(() => { /* put away again: nothing to do */ });
  });
}

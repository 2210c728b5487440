/**
 * The status region and the toasts, moved to where they can be heard and pressed: while a dialog is open everything outside it is inert.
 */
export function live(id: 'status' | 'toasts'): HTMLElement | null {
  const place = document.getElementById(id);
  const host = [...document.querySelectorAll<HTMLDialogElement>('dialog[open]')].at(-1) ?? document.body;
  if (place && place.parentElement !== host) host.append(place);
  return place;
}

document.addEventListener('close', event => {
  for (const id of ['status', 'toasts'])
    if ((event.target as HTMLElement).querySelector(`:scope > #${id}`)) document.body.append(document.getElementById(id)!);
}, { capture: true });

import { live } from './live';

/** Says a sentence through the page's one status region. The same sentence twice is said twice. */
export function announce(sentence: string) {
  if (!sentence) return;
  clearTimeout(waiting);
  // A moment later: a dialog that opens with the answer is open then, and emptying first makes the same words a change.
  waiting = window.setTimeout(() => {
    const status = live('status');
    if (!status) return;
    status.textContent = '';
    setTimeout(() => { status.textContent = sentence; }, 60);
  }, 60);
}

let waiting = 0;

// Sent by the server in the HX-Trigger-After-Swap header, or written on what was swapped in.
document.addEventListener('announce', event => announce(String((event as CustomEvent).detail?.value ?? '')));
document.addEventListener('htmx:afterSettle', event => {
  const swapped = event.target as HTMLElement;
  const said = swapped.closest<HTMLElement>('[data-announce]') ?? swapped.querySelector<HTMLElement>('[data-announce]');
  if (said) announce(said.dataset.announce ?? '');
});

const onArrival = document.querySelector<HTMLElement>('main [data-announce-now]');
if (onArrival) announce(onArrival.dataset.announceNow ?? '');

import { htmx } from './htmx';
import { live } from './live';

const lasts = 10_000;

/** Shows a sentence at the foot of the page; what is inside the template (a form that undoes it, for example) stands beside it. */
export function toast(sentence: string, tools?: DocumentFragment) {
  const place = live('toasts');
  if (!place) return;
  const box = document.createElement('div');
  box.className = 'toast';
  box.setAttribute('role', 'status');
  const text = document.createElement('p');
  text.textContent = sentence;
  box.append(text);
  if (tools) box.append(tools);
  place.replaceChildren(box);
  htmx.process(box);

  let timer = setTimeout(() => box.remove(), lasts);
  const hold = () => clearTimeout(timer);
  const letGo = () => { timer = setTimeout(() => box.remove(), lasts); };
  box.addEventListener('mouseenter', hold);
  box.addEventListener('mouseleave', letGo);
  box.addEventListener('focusin', hold);
  box.addEventListener('focusout', letGo);
  box.addEventListener('submit', () => setTimeout(() => box.remove()));
}

function showAll(root: ParentNode) {
  for (const template of root.querySelectorAll<HTMLTemplateElement>('template[data-toast]')) {
    toast(template.dataset.toast ?? '', template.content);
    template.remove();
  }
}

showAll(document);
document.addEventListener('htmx:afterSettle', event => showAll(event.target as HTMLElement));

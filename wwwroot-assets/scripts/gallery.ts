// Pictures of a product: thumbnails bring one into view, swiping is the browser's own scrolling, and a press enlarges.
// Without scripts a thumbnail is a link to its picture on the page, and a picture a link to its large file.
document.addEventListener('click', event => {
  const target = event.target as Element;
  const thumb = target.closest<HTMLAnchorElement>('[data-gallery] .thumbs a');
  if (thumb) {
    event.preventDefault();
    const picture = document.getElementById(thumb.hash.slice(1));
    picture?.parentElement?.scrollTo({ left: picture.offsetLeft - picture.parentElement.offsetLeft });
    return;
  }
  const picture = target.closest<HTMLAnchorElement>('[data-gallery] [data-zoom]');
  const way = event as MouseEvent;
  if (!picture || way.ctrlKey || way.metaKey || way.shiftKey) return;
  event.preventDefault();
  zoom([...picture.closest('[data-gallery]')!.querySelectorAll<HTMLAnchorElement>('[data-zoom]')], picture);
});

const watcher = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.isIntersecting) mark(entry.target as HTMLElement);
}, { threshold: 0.6 });

function mark(picture: HTMLElement) {
  for (const thumb of picture.closest('[data-gallery]')?.querySelectorAll<HTMLAnchorElement>('.thumbs a') ?? [])
    if (thumb.hash === `#${picture.id}`) thumb.setAttribute('aria-current', 'true');
    else thumb.removeAttribute('aria-current');
}

function watch(root: ParentNode) {
  root.querySelectorAll('[data-gallery] [data-zoom]').forEach(picture => watcher.observe(picture));
}

function zoom(pictures: HTMLAnchorElement[], first: HTMLAnchorElement) {
  let at = pictures.indexOf(first), from = 0;
  const dialog = document.createElement('dialog');
  dialog.className = 'zoom-dialog';
  dialog.setAttribute('aria-label', 'Pictures, enlarged');
  const inner = element('div', 'zoom-inner'), bar = element('div', 'zoom-bar'), stage = element('div', 'zoom-stage'), tools = element('div', 'zoom-tools');
  const place = element('p', 'mb-0');
  place.setAttribute('role', 'status');
  const image = document.createElement('img');
  bar.append(place, button('Close', () => dialog.close()));
  tools.append(button('Previous picture', () => show(at - 1)), button('Next picture', () => show(at + 1)));
  tools.hidden = pictures.length < 2;
  stage.append(image);
  inner.append(bar, stage, tools);
  dialog.append(inner);

  dialog.addEventListener('keydown', event => {
    if (event.key === 'ArrowLeft') show(at - 1);
    if (event.key === 'ArrowRight') show(at + 1);
  });
  image.draggable = false; // a mouse swipes too
  stage.addEventListener('pointerdown', event => { from = event.isPrimary ? event.clientX : NaN; }); // two fingers enlarge
  stage.addEventListener('pointerup', event => {
    const moved = event.clientX - from;
    if (pictures.length > 1 && Math.abs(moved) > 40) show(at + (moved < 0 ? 1 : -1));
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    pictures[at]?.scrollIntoView({ block: 'nearest', inline: 'start' });
    first.focus({ preventScroll: true });
  });

  document.body.append(dialog);
  show(at);
  dialog.showModal();

  function show(index: number) {
    at = (index + pictures.length) % pictures.length;
    image.src = pictures[at]!.href;
    image.alt = pictures[at]!.querySelector('img')?.alt ?? '';
    place.textContent = `${at + 1} of ${pictures.length}`;
  }
}

function element(name: string, style: string) {
  const made = document.createElement(name);
  made.className = style;
  return made;
}

function button(words: string, press: () => void) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'btn';
  made.textContent = words;
  made.addEventListener('click', press);
  return made;
}

watch(document);
document.addEventListener('htmx:afterSettle', event => watch(event.target as HTMLElement));

export {};

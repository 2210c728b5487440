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

// The picture fills the window; a press, + and − or the buttons magnify it, and what is then larger than the window is moved by drag, finger, wheel or arrow keys.
const largest = 3;

function zoom(pictures: HTMLAnchorElement[], first: HTMLAnchorElement) {
  let at = pictures.indexOf(first), scale = 1, from: PointerEvent | null = null, moved = 0;
  const dialog = document.createElement('dialog');
  dialog.className = 'zoom-dialog';
  dialog.setAttribute('aria-label', 'Pictures, enlarged');
  const bar = element('div', 'zoom-bar'), stage = element('div', 'zoom-stage'), place = element('p', 'zoom-place');
  place.setAttribute('role', 'status');
  const image = document.createElement('img');
  image.draggable = false; // a mouse swipes too
  const smaller = button('Make smaller', 'minus', () => magnify(scale - 1)), larger = button('Magnify', 'plus', () => magnify(scale + 1));
  const close = button('Close', 'x', () => dialog.close());
  close.autofocus = true;
  bar.append(place, smaller, larger, close);
  stage.setAttribute('role', 'group');
  stage.setAttribute('aria-label', 'Picture');
  stage.append(image);
  dialog.append(bar, stage);
  if (pictures.length > 1) dialog.append(button('Previous picture', 'chevron-left', () => show(at - 1)), button('Next picture', 'chevron-right', () => show(at + 1)));

  dialog.addEventListener('keydown', event => {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if (event.key === '+' || event.key === '=') magnify(scale + 1);
    else if (event.key === '-') magnify(scale - 1);
    else if (scale > 1 && (x || y)) stage.scrollBy(x! * 80, y! * 80);
    else if (x) show(at + x);
    else return;
    event.preventDefault();
  });
  stage.addEventListener('pointerdown', event => {
    from = event.isPrimary ? event : null; // two fingers are the browser's own
    moved = 0;
  });
  stage.addEventListener('pointermove', event => {
    if (!from || !event.buttons) return;
    moved = Math.max(moved, Math.abs(event.clientX - from.clientX), Math.abs(event.clientY - from.clientY));
    if (scale > 1 && event.pointerType === 'mouse') stage.scrollBy(-event.movementX, -event.movementY);
  });
  stage.addEventListener('pointerup', event => {
    const way = from ? event.clientX - from.clientX : 0;
    if (scale === 1 && pictures.length > 1 && Math.abs(way) > 40) show(at + (way < 0 ? 1 : -1));
  });
  stage.addEventListener('click', event => { if (moved < 8 && event.detail < 2) magnify(scale > 1 ? 1 : 2, event.clientX, event.clientY); }); // the second press of two belongs to the first
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
    magnify(1);
  }

  // What was under the pointer, or in the middle, stays where it is.
  function magnify(to: number, clientX?: number, clientY?: number) {
    to = Math.min(Math.max(to, 1), largest);
    const box = stage.getBoundingClientRect(), x = clientX === undefined ? box.width / 2 : clientX - box.left, y = clientY === undefined ? box.height / 2 : clientY - box.top;
    const left = (stage.scrollLeft + x) / scale * to - x, top = (stage.scrollTop + y) / scale * to - y;
    scale = to;
    stage.dataset.scale = `${to}`;
    if (to > 1) stage.tabIndex = 0;
    else stage.removeAttribute('tabindex');
    stage.scrollTo(left, top);
    smaller.setAttribute('aria-disabled', `${to === 1}`);
    larger.setAttribute('aria-disabled', `${to === largest}`);
  }
}

function element(name: string, style: string) {
  const made = document.createElement(name);
  made.className = style;
  return made;
}

function button(words: string, icon: string, press: () => void) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = `btn btn-icon zoom-${icon}`;
  made.setAttribute('aria-label', words);
  made.title = words;
  const drawing = document.querySelector('svg.icon')!.cloneNode(true) as SVGElement; // any will do: it knows where the drawings are
  drawing.setAttribute('class', 'icon');
  drawing.removeAttribute('role');
  drawing.removeAttribute('aria-label');
  drawing.setAttribute('aria-hidden', 'true');
  const use = drawing.querySelector('use')!;
  use.setAttribute('href', use.getAttribute('href')!.replace(/#.*/, `#${icon}`));
  made.append(drawing);
  made.addEventListener('click', press);
  return made;
}

watch(document);
document.addEventListener('htmx:afterSettle', event => watch(event.target as HTMLElement));

export {};

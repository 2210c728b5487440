// The photos of a review: rooms open one after the other, and a large picture is made smaller before it is sent, which also leaves behind where it was taken.
// What would be refused for its size is not sent: each photo that is too large says so at its room.
// Without scripts all rooms are there, and the shop takes the files as they are, up to its limit.
const longest = 2000;

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-photos]')) {
  const rooms = [...form.querySelectorAll<HTMLElement>('[data-photo-slot]')];
  const inputs = rooms.map(room => room.querySelector<HTMLInputElement>('input[type=file]'));
  const open = () => {
    let empty = 0;
    rooms.forEach((room, i) => {
      const input = inputs[i];
      if (input && !input.files?.length && !input.matches('[aria-invalid]')) room.hidden = empty++ > 0;
    });
  };
  open();
  const most = Number(form.dataset.photos);
  const weight = (input: HTMLInputElement | null) => input?.files?.[0]?.size ?? 0;
  const weigh = () => {
    for (const input of inputs)
      if (input && weight(input) > 0) tell(input, weight(input) > most ? `This photo has ${megabytes(weight(input))} MB. Choose one of at most ${megabytes(most)} MB.` : '');
    return inputs.find(input => weight(input) > most);
  };
  form.addEventListener('change', async event => {
    const input = event.target as HTMLInputElement;
    if (input.type !== 'file') return;
    const file = input.files?.[0];
    if (file) await shrink(input, file);
    else tell(input, '');
    await preview(input);
    weigh();
    open();
  });
  addEventListener('submit', event => {
    const heavy = event.target === form ? weigh() : undefined;
    if (!heavy) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // it is not on its way: the button stays a button
    heavy.focus();
  }, true);
}

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) ? 1 : 0);

// Says what is wrong beside the field, for eyes and screen readers; empty is nothing.
function tell(input: HTMLInputElement, message: string) {
  const place = document.getElementById(`${input.id}-error`);
  if (!place) return;
  place.textContent = message;
  if (message) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}

// What was chosen, and a way to think otherwise.
async function preview(input: HTMLInputElement) {
  const room = input.parentElement!;
  room.querySelectorAll('.photo-preview, .photo-out').forEach(old => old.remove());
  const file = input.files?.[0];
  if (!file) return;
  const shown = document.createElement('img'), out = document.createElement('button');
  shown.className = 'photo-preview';
  shown.alt = file.name;
  shown.width = shown.height = 96;
  shown.src = URL.createObjectURL(file);
  out.type = 'button';
  out.className = 'btn-link btn-sm photo-out';
  out.textContent = 'Remove';
  out.addEventListener('click', () => {
    URL.revokeObjectURL(shown.src);
    input.value = '';
    input.dispatchEvent(new Event('change', { bubbles: true }));
    input.focus();
  });
  room.prepend(shown);
  room.append(out);
}

async function shrink(input: HTMLInputElement, file: File) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    if (scale === 1 && file.size < 1_000_000) return;
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/jpeg', 0.86));
    if (!blob || blob.size > file.size || input.files?.[0] !== file) return;
    const smaller = new DataTransfer();
    smaller.items.add(new File([blob], 'photo.jpg', { type: 'image/jpeg' }));
    input.files = smaller.files;
  } catch {
    // Not a picture this browser can read: the shop says what is wrong with it.
  }
}

export {};

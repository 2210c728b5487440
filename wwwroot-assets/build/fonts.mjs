import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import subset from 'subset-font';

// Letters of western and northern Europe, and the signs a shop writes. Other scripts fall to the system's fonts.
const letters = range(0x20, 0x7e) + range(0xa0, 0x17f) + '–—‘’“”„•…€™−→←×′″‹›';

/**
 * Instrument Sans as it comes; Fraunces cut at its display size, which is half the weight of the whole.
 * Returns the file names by font: they carry a hash of the content, so that a browser may keep them for good.
 */
export async function fonts(here, out) {
  const from = join(here, 'node_modules/@fontsource-variable'), to = join(out, 'fonts');
  await mkdir(to, { recursive: true });
  const files = {
    'instrument-sans': await readFile(join(from, 'instrument-sans/files/instrument-sans-latin-wght-normal.woff2')),
    fraunces: await displayCut(join(from, 'fraunces/files/fraunces-latin-opsz-normal.woff2'), join(here, 'node_modules/.cache')),
  };

  const names = Object.fromEntries(Object.entries(files).map(([font, bytes]) => [font, `${font}-${createHash('sha256').update(bytes).digest('hex').slice(0, 10)}.woff2`]));
  for (const old of await readdir(to)) if (!Object.values(names).includes(old)) await rm(join(to, old));
  await Promise.all(Object.entries(files).map(([font, bytes]) => writeFile(join(to, names[font]), bytes)));
  return names;
}

async function displayCut(source, cache) {
  const kept = join(cache, 'fraunces-72.woff2');
  if (await time(kept) > Math.max(await time(source), await time(import.meta.filename))) return readFile(kept);

  const cut = await subset(await readFile(source), letters, { targetFormat: 'woff2', variationAxes: { opsz: 72, wght: { min: 400, max: 600 } } });
  await mkdir(cache, { recursive: true });
  await writeFile(kept, cut);
  return cut;
}

function range(first, last) {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));
}

const time = file => stat(file).then(s => s.mtimeMs, () => 0);

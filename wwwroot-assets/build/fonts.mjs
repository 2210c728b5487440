import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import subset from 'subset-font';

// Letters of western and northern Europe, and the signs a shop writes. Other scripts fall to the system's fonts.
const letters = range(0x20, 0x7e) + range(0xa0, 0x17f) + '–—‘’“”„•…€™−→←×′″‹›';

/** Instrument Sans as it comes; Fraunces cut at its display size, which is half the weight of the whole. */
export async function fonts(here, out) {
  const from = join(here, 'node_modules/@fontsource-variable'), to = join(out, 'fonts');
  await mkdir(to, { recursive: true });
  await copyFile(join(from, 'instrument-sans/files/instrument-sans-latin-wght-normal.woff2'), join(to, 'instrument-sans.woff2'));

  const source = join(from, 'fraunces/files/fraunces-latin-opsz-normal.woff2'), target = join(to, 'fraunces.woff2');
  if (await time(target) > Math.max(await time(source), await time(join(here, 'build/fonts.mjs')))) return;
  await writeFile(target, await subset(await readFile(source), letters, {
    targetFormat: 'woff2',
    variationAxes: { opsz: 72, wght: { min: 400, max: 600 } },
  }));
}

function range(first, last) {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));
}

const time = file => stat(file).then(s => s.mtimeMs, () => 0);

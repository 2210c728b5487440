import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One sprite of the icons named in icons.txt, and our own logo and mark, each a <symbol> that takes the colour of the text. */
export async function icons(here, out) {
  const names = (await readFile(join(here, 'icons.txt'), 'utf8')).split('\n').map(line => line.replace(/#.*/, '').trim()).filter(Boolean);
  const symbols = await Promise.all([...names.map(name => icon(here, name)), drawing(here, 'logo'), drawing(here, 'mark')]);
  await writeFile(join(out, 'icons.svg'), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`);
}

async function icon(here, name) {
  const filled = name.endsWith('-filled');
  const file = join(here, 'node_modules/@tabler/icons/icons', filled ? 'filled' : 'outline', `${name.replace(/-filled$/, '')}.svg`);
  const svg = await readFile(file, 'utf8').catch(() => { throw new Error(`icons.txt names "${name}", which @tabler/icons does not have.`); });
  const paint = filled ? 'fill="currentColor"' : 'fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${inside(svg).replace(/<path stroke="none"[^>]*\/>/, '')}</symbol>`;
}

async function drawing(here, name) {
  const svg = await readFile(join(here, `pictures/${name}.svg`), 'utf8');
  return `<symbol id="${name}" viewBox="${svg.match(/viewBox="([^"]+)"/)[1]}">${inside(svg)}</symbol>`;
}

const inside = svg => svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').replace(/>\s+</g, '><').trim();

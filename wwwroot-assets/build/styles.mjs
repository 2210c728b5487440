import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { compileAsync } from 'sass';

const sheets = ['store', 'admin', 'print'];

// Bootstrap 5.3 is written in the older Sass; its own warnings are not ours to mend.
const silenceDeprecations = ['import', 'global-builtin', 'color-functions', 'if-function', 'abs-percent'];

/** Compiles the style sheets of which a part has changed; font files are named as the fonts step named them. */
export const styles = (here, out, fonts) => Promise.all(sheets.map(async sheet => {
  const target = join(out, `${sheet}.css`), memory = join(here, `node_modules/.cache/${sheet}.json`);
  if (await upToDate(target, memory, fonts)) return;

  const { css, loadedUrls } = await compileAsync(join(here, `styles/${sheet}.scss`), {
    loadPaths: [join(here, 'styles'), join(here, 'node_modules')],
    quietDeps: true,
    silenceDeprecations,
  });
  const { code } = await transform(css, { loader: 'css', minify: true });
  await writeFile(target, code.replace(/fonts\/([a-z-]+)\.woff2/g, (_, font) => `fonts/${fonts[font]}`));
  await mkdir(join(here, 'node_modules/.cache'), { recursive: true });
  await writeFile(memory, JSON.stringify({ fonts, parts: [...loadedUrls.map(url => fileURLToPath(url)), import.meta.filename] }));
}));

async function upToDate(target, memory, fonts) {
  const built = await time(target), known = await readFile(memory, 'utf8').then(JSON.parse, () => null);
  if (!built || !known || JSON.stringify(known.fonts) !== JSON.stringify(fonts)) return false;
  const parts = await Promise.all(known.parts.map(part => time(part)));
  return parts.every(changed => changed > 0 && changed < built);
}

const time = file => stat(file).then(s => s.mtimeMs, () => 0);

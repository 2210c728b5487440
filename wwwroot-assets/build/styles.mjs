import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { compileAsync } from 'sass';

const sheets = ['store', 'admin', 'print'];

// Bootstrap 5.3 is written in the older Sass; its own warnings are not ours to mend.
const silenceDeprecations = ['import', 'global-builtin', 'color-functions', 'if-function'];

/** Compiles the style sheets; font files are named as the fonts step named them. */
export const styles = (here, out, fonts) => Promise.all(sheets.map(async sheet => {
  const { css } = await compileAsync(join(here, `styles/${sheet}.scss`), {
    loadPaths: [join(here, 'styles'), join(here, 'node_modules')],
    quietDeps: true,
    silenceDeprecations,
  });
  const { code } = await transform(css, { loader: 'css', minify: true });
  await writeFile(join(out, `${sheet}.css`), code.replace(/fonts\/([a-z-]+)\.woff2/g, (_, font) => `fonts/${fonts[font]}`));
}));

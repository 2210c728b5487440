import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

// What a first visit may weigh, in KiB after gzip. Passing one is a decision, not an accident: change it here and say why.
const budgets = {
  'store.js': 26,
  'store.css': 30,
  'print.css': 4,
  'passkeys.js': 2, // only on the pages that use them
  'admin.js': 70,
  'admin.css': 95,
  'icons.svg': 12,
};
const fontBudget = 70;

export async function withinBudgets(out) {
  const weights = await Promise.all(Object.entries(budgets).map(async ([file, limit]) => ({ file, limit, kib: gzipSync(await readFile(join(out, file)), { level: 9 }).length / 1024 })));
  const fonts = await Promise.all((await readdir(join(out, 'fonts'))).map(font => stat(join(out, 'fonts', font))));
  weights.push({ file: 'fonts', limit: fontBudget, kib: fonts.reduce((sum, font) => sum + font.size, 0) / 1024 });

  console.log(weights.map(w => `${w.file} ${w.kib.toFixed(1)}/${w.limit}`).join(', ') + ' KiB');
  const heavy = weights.filter(w => w.kib > w.limit);
  if (heavy.length) throw new Error(heavy.map(w => `${w.file} weighs ${w.kib.toFixed(1)} KiB, its budget is ${w.limit}`).join('; '));
}

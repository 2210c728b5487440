// Builds everything a browser gets: `node build.mjs` writes src/Shop.Web/wwwroot/dist and touches .stamp last,
// so that a build that failed half-way is never taken for a finished one.
import { mkdir, writeFile } from 'node:fs/promises';
import { watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mail } from './build/mail.mjs';
import { installed } from './build/packages.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '../src/Shop.Web/wwwroot/dist');

async function build() {
  const started = performance.now();
  await mkdir(out, { recursive: true });
  const letters = mail(here, out); // has packages of its own, which are put in place at the same time as the others
  letters.catch(() => {}); // told below, with the rest
  await installed(here);

  // Imported late: these need the packages that the line above puts in place.
  const [{ styles }, { scripts, typesHold }, { icons }, { fonts }, { pictures }, { withinBudgets }] = await Promise.all(
    ['styles', 'scripts', 'icons', 'fonts', 'pictures', 'budgets'].map(step => import(`./build/${step}.mjs`)));

  await Promise.all([typesHold(here), letters, scripts(here, out), icons(here, out), pictures(here, out), fonts(here, out).then(names => styles(here, out, names))]);
  await withinBudgets(out);
  await writeFile(join(out, '.stamp'), '');
  console.log(`Front end built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

async function buildOrSay() {
  try {
    await build();
    return true;
  } catch (error) {
    console.error(`error : Front end: ${error.message ?? error}`);
    return false;
  }
}

if (process.argv.includes('--watch')) {
  await buildOrSay();
  let waiting;
  for (const folder of ['styles', 'scripts', 'mail'])
    watch(join(here, folder), { recursive: true }, () => {
      clearTimeout(waiting);
      waiting = setTimeout(buildOrSay, 100);
    });
} else if (!await buildOrSay()) {
  process.exitCode = 1;
}

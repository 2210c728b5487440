import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installed } from './packages.mjs';

const cutOff = 102 * 1024; // mail programs hide what comes after

/** Compiles mail/*.mjml to HTML and carries their text parts over. MJML is a large package, so it is installed and run only when a letter has changed. */
export async function mail(here, out) {
  const from = join(here, 'mail'), to = join(out, 'mail');
  const letters = await files(from), parts = (await files(join(from, 'parts'))).map(part => `parts/${part}`);
  const sources = [...letters, ...parts, 'package-lock.json', '../build/mail.mjs'];
  const print = await fingerprint(from, sources);
  if (await readFile(join(to, '.print'), 'utf8').catch(() => '') === print) return;

  await installed(from);
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  const mjml = createRequire(join(from, 'package.json'))('mjml');
  for (const letter of letters) {
    const text = await readFile(join(from, letter), 'utf8');
    if (letter.endsWith('.mjml')) {
      const built = await html(mjml.default ?? mjml, text, from, letter);
      keepsItsMarks(letter, text, await readFile(join(from, letter.replace('.mjml', '.txt')), 'utf8'), built);
      await writeFile(join(to, letter.replace('.mjml', '.html')), built);
    } else {
      await writeFile(join(to, letter), text);
    }
  }
  await writeFile(join(to, '.print'), print);
}

async function html(compile, text, folder, letter) {
  const { html, errors } = await compile(text, { filePath: join(folder, letter), validationLevel: 'strict', keepComments: false, ignoreIncludes: false, allowIncludes: true, fonts: {} });
  if (errors.length) throw new Error(`${letter}: ${errors.map(e => e.formattedMessage).join('; ')}`);
  if (html.length > cutOff) throw new Error(`${letter} is ${html.length} bytes; mail programs cut off after ${cutOff}.`);
  return html;
}

// MJML drops bare text between components without a word, and with it the marks of what is told only to some: outside of a component they stand in <mj-raw>.
function keepsItsMarks(letter, source, text, built) {
  const times = (all, mark) => all.filter(m => m === mark).length;
  const [written, made, said] = [marks(source), marks(built), marks(text)];
  const lost = written.filter(mark => times(made, mark) < times(written, mark));
  if (lost.length) throw new Error(`${letter}: its HTML lost ${[...new Set(lost)].join(', ')}; between components a mark stands in <mj-raw>.`);
  const names = all => new Set(all.map(mark => mark.slice(3, -2)).filter(name => name !== 'shopEmail')); // the foot's, which every letter has
  const [html, plain] = [names(made), names(said)];
  const alone = [...html, ...plain].filter(name => !html.has(name) || !plain.has(name));
  if (alone.length) throw new Error(`${letter}: its text and its HTML do not tell the same: only one of them asks for ${alone.join(', ')}.`);
}

const marks = text => text.match(/\{\{[#^/]\w+\}\}/g) ?? [];

const files = async folder => (await readdir(folder).catch(() => [])).filter(f => /\.(mjml|txt)$/.test(f)).sort();

async function fingerprint(folder, names) {
  const hash = createHash('sha256');
  for (const name of names) hash.update(name).update(await readFile(join(folder, name)));
  return hash.digest('hex');
}

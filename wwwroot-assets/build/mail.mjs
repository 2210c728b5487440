import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installed } from './packages.mjs';

/** Compiles mail/*.mjml to HTML. MJML is a large package, so it is installed and run only when a letter has changed. */
export async function mail(here, out) {
  const from = join(here, 'mail'), to = join(out, 'mail');
  const files = (await readdir(from, { recursive: true })).filter(f => f.endsWith('.mjml')).sort();
  const letters = files.filter(f => !f.includes('parts'));
  const sources = await Promise.all([...files, 'package-lock.json'].map(f => readFile(join(from, f))));
  const print = createHash('sha256').update(Buffer.concat(sources)).update(files.join()).digest('hex');
  if (await readFile(join(to, '.print'), 'utf8').catch(() => '') === print) return;

  await installed(from);
  await mkdir(to, { recursive: true });
  const mjml2html = createRequire(join(from, 'package.json'))('mjml').default ?? createRequire(join(from, 'package.json'))('mjml');
  for (const letter of letters) {
    const file = join(from, letter);
    const { html, errors } = await mjml2html(await readFile(file, 'utf8'), { filePath: file, validationLevel: 'strict', keepComments: false, ignoreIncludes: false, allowIncludes: true, fonts: {} });
    if (errors.length) throw new Error(`${letter}: ${errors.map(e => e.formattedMessage).join('; ')}`);
    if (html.length > 102 * 1024) throw new Error(`${letter} is ${html.length} bytes; mail programs cut off after 102 KiB.`);
    await writeFile(join(to, letter.replace('.mjml', '.html')), html);
  }
  await writeFile(join(to, '.print'), print);
}

/** Renders what is missing: node render.mjs [only-keys-matching] [--again] */
import { access, mkdir, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { openStudio } from './darkroom.mjs';
import { productJobs, sceneJobs } from './jobs.mjs';

const out = new URL('../pictures/', import.meta.url);
const again = process.argv.includes('--again'), filter = process.argv.slice(2).find((a) => !a.startsWith('--'));
const { jobs, categories } = await productJobs();
const all = [...sceneJobs(categories), ...jobs];
const exists = (name) => access(new URL(name, out)).then(() => true, () => false);
const named = (job, width) => `${job.scene ? '' : 'products/'}${job.key}-${width}.webp`;
const fileOf = (job) => named(job, job.width), smallOf = (job) => named(job, job.small);

await mkdir(new URL('products/', out), { recursive: true });
await writeManifest();
const [part, parts] = (process.argv.find((a) => a.startsWith('--part='))?.slice(7) ?? '0/1').split('/').map(Number);
const todo = [];
for (const job of all) if (!filter || new RegExp(filter).test(job.key)) if (again || !(await exists(smallOf(job)))) todo.push(job);
if (parts > 1) todo.splice(0, todo.length, ...todo.filter((_, i) => i % parts === part));
console.log(`${todo.length} of ${all.length} pictures to render`);

const size = (job) => `${job.width}x${job.height ?? job.width}`;
let studio, done = 0;
for (const job of todo) {
  if (done % 120 === 0) { await studio?.close(); studio = await openStudio(); } // a fresh page keeps memory small
  const start = Date.now();
  try {
    const image = await studio.shoot({ samples: 6, ...job });
    const ready = job.open ? image : image.removeAlpha();
    const large = await ready.clone().webp({ quality: 82, effort: 5, smartSubsample: true }).toBuffer();
    await writeFile(new URL(fileOf(job), out), large);
    const flat = await ready.clone().png().toBuffer();
    await writeFile(new URL(smallOf(job), out), await sharp(flat).resize(job.small).webp({ quality: 80, effort: 5, smartSubsample: true }).toBuffer());
    console.log(`${++done}/${todo.length} ${job.key} ${size(job)} ${(large.length / 1024).toFixed(1)} KB ${((Date.now() - start) / 1000).toFixed(1)} s`);
  } catch (error) {
    console.error(`${job.key}: ${error.message.split('\n')[0]}`);
    process.exitCode = 1;
  }
}
await studio?.close();
await writeManifest();

/** The manifest lists what is on disk, so an interrupted run leaves it true. */
async function writeManifest() {
  const manifest = {};
  for (const job of all) {
    if (!(await exists(smallOf(job)))) continue;
    const { key, object, shape, finish, colour, angle, category, alt, width, height = width, small } = job;
    manifest[key] = { file: fileOf(job), small: smallOf(job), ...(object && { object, shape, finish, colour, angle }), ...(category && { category }), width, height, smallWidth: small, smallHeight: Math.round((height * small) / width), alt };
  }
  const lines = Object.entries(manifest).map(([key, entry]) => `  ${JSON.stringify(key)}: ${JSON.stringify(entry)}`);
  await writeFile(new URL('manifest.json', out), `{\n${lines.join(',\n')}\n}\n`);
}

/** Says which pictures the catalogue needs and the shop does not have. */
import { access, readFile } from 'node:fs/promises';
import { productJobs, sceneJobs } from './jobs.mjs';

const out = new URL('../pictures/', import.meta.url);
const manifest = JSON.parse(await readFile(new URL('manifest.json', out), 'utf8'));
const { jobs, categories } = await productJobs();
const wanted = [...sceneJobs(categories), ...jobs];
const missing = [];
for (const { key } of wanted) {
  const entry = manifest[key];
  if (!entry) { missing.push(`${key}: not in manifest.json`); continue; }
  for (const file of [entry.file, entry.small]) await access(new URL(file, out)).catch(() => missing.push(`${key}: ${file} is not on disk`));
}
if (missing.length) {
  console.error(missing.join('\n'));
  console.error(`${missing.length} of ${wanted.length} pictures are missing; run "npm run render".`);
  process.exit(1);
}
console.log(`All ${wanted.length} pictures are there.`);

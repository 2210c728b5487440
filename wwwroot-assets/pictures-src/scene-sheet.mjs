/** Small previews of the scenes: node scene-sheet.mjs out.png hero,club [height] [samples] */
import sharp from 'sharp';
import { openStudio } from './darkroom.mjs';
import { sceneJobs } from './jobs.mjs';

const [, , file, list, size = '300', samples = '6'] = process.argv;
const all = sceneJobs(['mugs-cups', 'tea-coffee', 'plates-bowls', 'glassware', 'vases-planters', 'candles', 'lamps', 'kitchen-wood', 'textiles', 'storage', 'bath', 'gifts-paper']);
const studio = await openStudio(), cells = [], H = Number(size);
let x = 0, y = 0;
for (const job of all.filter((j) => list === 'all' || list.split(',').includes(j.key))) {
  const width = Math.round((H * job.width) / (job.height ?? job.width)), start = Date.now();
  try {
    const input = await (await studio.shoot({ ...job, width, height: H, samples: Number(samples) })).flatten({ background: '#FAF7F2' }).png().toBuffer();
    if (x + width > H * 5) { x = 0; y += H + 4; }
    cells.push({ input, left: x, top: y });
    x += width + 4;
    console.log(job.key, Date.now() - start, 'ms');
  } catch (e) { console.error(job.key, e.message.split('\n')[0]); }
}
await studio.close();
await sharp({ create: { width: H * 5, height: y + H, channels: 3, background: '#fff' } }).composite(cells).png().toFile(file);

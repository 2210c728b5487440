/** Contact sheet for the eye: node sheet.mjs out.png "mug,tumbler:tall:ribbed:moss:side" [size] [samples] */
import sharp from 'sharp';
import { openStudio } from './darkroom.mjs';
import { grounds } from './palette.js';

const [, , file, list, size = '400', samples = '8'] = process.argv;
const studio = await openStudio();
const width = Number(size), cells = [];
for (const item of list.split(',')) {
  const [object, shape = 'classic', finish = 'plain', colour = 'chalk', angle = 'front', category = 'mugs-cups'] = item.split(':');
  const start = Date.now();
  try {
    const image = await studio.shoot({ object, shape: shape || 'classic', finish: finish || 'plain', colour: colour || 'chalk', angle: angle || 'front', ground: grounds[category], width, samples: Number(samples) });
    cells.push(await image.removeAlpha().png().toBuffer());
  } catch (e) { console.error(item, e.message.split('\n')[0]); }
  console.log(item, Date.now() - start, 'ms');
}
await studio.close();
const cols = Math.min(Number(process.env.COLS ?? 5), cells.length), rows = Math.ceil(cells.length / cols), gap = 4;
await sharp({ create: { width: cols * (width + gap) - gap, height: rows * (width + gap) - gap, channels: 3, background: '#fff' } })
  .composite(cells.map((input, i) => ({ input, left: (i % cols) * (width + gap), top: Math.floor(i / cols) * (width + gap) }))).png().toFile(file);

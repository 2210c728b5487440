import { bath } from './bath.js';
import { candles } from './candles.js';
import { cups } from './cups.js';
import { gifts } from './gifts.js';
import { glassware } from './glassware.js';
import { kitchen } from './kitchen.js';
import { lampObjects } from './lamps.js';
import { storage } from './storage.js';
import { tableware } from './tableware.js';
import { tea } from './tea.js';
import { textiles } from './textiles.js';
import { vases } from './vases.js';

const builders = { ...cups, ...tea, ...tableware, ...glassware, ...vases, ...candles, ...lampObjects, ...kitchen, ...textiles, ...storage, ...bath, ...gifts };

export const objects = Object.keys(builders);

/** Builds a thing: look = { object, shape, finish, colour }. */
export function build(look) {
  const builder = builders[look.object];
  if (!builder) throw new Error(`No object is called "${look.object}". Known: ${objects.join(', ')}`);
  return builder({ ...look, shape: look.shape ?? 'classic', finish: look.finish ?? 'plain' });
}

import { build } from '../objects/index.js';
import { Model } from '../model.js';

/** A still life: [object, shape, finish, colour] with a place, as `[look, x, z, turn, more]`. */
export function still(pose, items) {
  const m = new Model(pose);
  for (const [look, x, z, turn = 0, { y = 0, scale = 1, tilt = [0, 0] } = {}] of items) {
    const thing = typeof look === 'string' ? fromName(look) : look;
    m.place(thing, { at: [x, y, z], turn: [tilt[0], turn, tilt[1]], scale });
  }
  return m;
}

/** "mug:tall:dipped:fjord" as a model. */
export function fromName(name, more = {}) {
  const [object, shape = 'classic', finish = 'plain', colour = 'chalk'] = name.split(':');
  return build({ object, shape: shape || 'classic', finish: finish || 'plain', colour, ...more });
}

import { Model } from '../model.js';
import { sprig } from '../objects/vases.js';
import { categories } from './categories.js';
import { empties } from './empties.js';
import { club } from './club.js';
import { still } from './still.js';

/** A sunny table: pots on the right, room for words on the left. */
function hero() {
  const green = new Model();
  sprig(green, { from: [0, 12, 0], to: [-11, 37, 2], bow: -2, leaves: 11, size: 3.6, seed: 4 });
  sprig(green, { from: [0.5, 12, 0], to: [7, 41, -2], bow: 1, leaves: 12, size: 3.6, seed: 9 });
  sprig(green, { from: [0, 12, 0.5], to: [-1, 33, 5], bow: 1.4, leaves: 9, size: 3.2, seed: 6 });
  return still({ turn: 0, elevation: 13, fov: 16, fill: 0.84, across: 0.55, weight: 0.9, shift: [0.195, 0.0] }, [
    ['vase-round::plain:moss', -3, -10, 0],
    [green, -3, -10, 0],
    ['candlestick:tall:plain:brass', -20, -9, 0],
    ['teapot::dipped:terracotta', 18, -3, -18],
    ['mug::speckled:chalk', -14, 8, -42],
    ['bowl:tall:ribbed:ink', 30, -12, 0, { scale: 0.9 }],
    ['salt-cellar:low:dipped:sand', 24, 11, -10, { scale: 0.85 }],
    ['tea-towel:wide:banded:fjord', 4, 13, -24, { scale: 0.62 }],
    ['espresso-cup:low:dipped:honey', 4.4, 13, -40, { y: 1.7, scale: 0.82 }],
  ]);
}

export const scenes = { hero, ...categories, club, ...empties };

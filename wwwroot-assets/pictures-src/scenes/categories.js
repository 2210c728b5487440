import { still } from './still.js';

const scene = (elevation, items, pose = {}) => () => still({ elevation, fill: 0.82, weight: 0.7, ...pose }, items);

/** One picture for each category: a few of its things together. */
export const categories = {
  'category-mugs-cups': scene(19, [['mug::dipped:terracotta', 0, 0, -34], ['tumbler:tall:plain:sage', -9.5, -6, 0], ['espresso-cup::speckled:chalk', -8, 7.5, -50]]),
  'category-tea-coffee': scene(16, [['teapot::plain:moss', 3, -4, -22], ['tea-tin::plain:honey', -14, -7, 6], ['tumbler:low:speckled:oat', -8, 9, 0]]),
  'category-plates-bowls': scene(27, [['plate::plain:chalk', 0, 0, 0], ['plate:low:speckled:sage', 0, 0, 0, { y: 2.1, scale: 0.86 }], ['bowl::plain:clay', 0, 0, 0, { y: 3.5, scale: 0.95 }], ['bowl:low:speckled:mist', 17, 9, 0, { scale: 0.8 }]]),
  'category-glassware': scene(14, [['carafe::plain:clear', -4, -5, 0], ['water-glass::ribbed:sage', 7.5, 3, 0], ['wine-glass::plain:honey', -12.5, 5, 0]]),
  'category-vases-planters': scene(14, [['vase-round::plain:chalk', 4, -2, 0], ['vase-bottle:tall:ribbed:rust', -11, -6, 0], ['jug:low:dipped:fjord', -7, 11, -40, { scale: 0.7 }]]),
  'category-candles': scene(16, [['candle-jar:wide:speckled:oat', 6, 2, 8], ['candlestick:tall:plain:brass', -6, -5, 0, { scale: 0.8 }], ['candlestick:low:plain:brass', -7.5, 10, 40, { scale: 0.7 }]]),
  'category-lamps': scene(8, [['table-lamp:wide:dipped:fjord', 6, -4, 0], ['mushroom-lamp::plain:honey', -20, 8, 0, { scale: 0.82 }]]),
  'category-kitchen-wood': scene(19, [['utensil-crock::plain:chalk', -6, -7, 0], ['pepper-mill::plain:walnut', 7.5, -6, 0], ['rolling-pin::plain:oak', 1, 8, 14, { scale: 0.78 }]]),
  'category-textiles': scene(17, [['folded-blanket:wide:plain:rust', 0, 6, -24], ['cushion::plain:moss', -8, -10, -16]]),
  'category-storage': scene(20, [['basket::plain:oat', 8, -6, 10], ['storage-jar::plain:moss', -16, -2, 0], ['wood-box:low:plain:walnut', -6, 18, 18, { scale: 0.62 }]]),
  'category-bath': scene(18, [['towel-stack:wide:plain:moss', -2, -8, -22, { scale: 0.72 }], ['soap-dispenser::speckled:oat', 20, -4, -24], ['soap-bar::plain:rose', 8, 14, -20]]),
  'category-gifts-paper': scene(22, [['gift-box:tall:plain:ink', -8, -7, -24, { scale: 0.95 }], ['gift-box:wide:plain:clay', 13, -1, -38, { scale: 0.62 }], ['notebook::plain:moss', -3, 17, 20, { scale: 0.62 }]]),
};

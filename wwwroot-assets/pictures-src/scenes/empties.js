import { Model } from '../model.js';
import { glass } from '../materials/glass.js';
import { metal } from '../materials/metal.js';
import { wood } from '../materials/wood.js';
import { turned } from '../forms/turned.js';
import { rounded } from '../forms/profile.js';
import { swept } from '../forms/swept.js';
import { fromName, still } from './still.js';

/** A reading glass that leans on what it looks at. */
function lens() {
  const m = new Model(), R = 5.2;
  m.add(swept(Array.from({ length: 32 }, (_, i) => { const t = (i / 32) * Math.PI * 2; return [Math.sin(t) * R, 0.5, Math.cos(t) * R]; }), [0.42, 0.5], { closed: true, steps: 120 }), metal('brass', { rough: 0.22 }));
  m.add(turned([[0, 0.3], [R * 0.6, 0.42], [R, 0.5]].reverse()), glass({ colour: '#C9DCDD' }, { depth: 0.8, edge: 0.4 }));
  m.add(turned(rounded([[0, 0], [0.42, 0], [0.42, 2], [0.8, 2.3, 0.2], [0.95, 5], [0.75, 10.4, 0.6], [0, 10.6]], 0.2)), wood('walnut', { axis: 'y' }), { at: [R + 0.2, 0.5, 0], turn: [0, 0, -90] });
  return m;
}

const pose = { fill: 0.7, weight: 0.56, shift: [-0.05, 0.02] };

/** Pictures for places with nothing in them yet; the ground stays open. */
export const empties = {
  'empty-cart': () => still({ ...pose, elevation: 21 }, [['basket:wide:plain:sand', 0, 0, 22]]),
  'empty-orders': () => still({ ...pose, elevation: 22 }, [['gift-box:wide:plain:oat', 0, 0, -30]]),
  'empty-search': () => still({ ...pose, elevation: 24 }, [['vase-round:low:plain:sage', -6, -4, 0], [lens(), 6, 12, -38, { y: 0 }]]),
  // a mug that was knocked over
  'not-found': () => still({ ...pose, elevation: 20 }, [[fromName('mug::dipped:terracotta', { fill: false }), 0, 0, 30, { y: 4.1, tilt: [0, 88] }]]),
};

import { clay } from '../materials/clay.js';
import { vessel } from '../forms/turned.js';
import { rounded, smooth } from '../forms/profile.js';
import { Model } from '../model.js';
import { shapes } from '../palette.js';
import { thrown } from './cups.js';

function plate(look) {
  const r = { classic: 13.5, low: 13.5, tall: 10.5, wide: 14 }[look.shape], lift = { classic: 2, low: 1.5, tall: 3.2, wide: 2.6 }[look.shape];
  const rim = look.shape === 'classic' || look.shape === 'wide', m = new Model({ turn: 0, elevation: 36 });
  const outline = rim
    ? rounded([[r * 0.6, 0], [r * 0.64, 0.4, 0.2], [r * 0.74, 1.0, 1.2], [r, lift]], 0.3)
    : smooth([[r * 0.62, 0], [r * 0.66, 0.35], [r * 0.88, 0.8], [r * 0.98, lift * 0.7], [r, lift]], 8);
  const dip = look.finish === 'dipped';
  m.add(vessel(outline, { wall: 0.42, floor: 0.72, foot: 0.5, inner: 1.6, ...thrown(look, { from: 0.2, to: lift, count: 60, depth: 0.12 }) }),
    clay(dip ? { ...look, finish: 'plain' } : look, { height: lift, bands: bandsFor(lift), gloss: 0.32, spot: 0.6, paint: ring(look, r) }));
  m.focus = { at: [r * 0.5, lift, r * 0.45], size: r * 1.05, elevation: 30 };
  m.side = { elevation: 60, turn: 20 };
  return m;
}

/** On open forms the pattern lies in rings on the inside, where it is seen. */
function ring(look, r) {
  if (look.finish === 'banded') return { kind: 'rings', r: [r * 0.94, r * 0.88, r * 0.905], w: 0.16 };
  if (look.finish === 'dipped') return { kind: 'half', r: [r * 0.25, 0, 0], w: 0 };
  return null;
}

const bandsFor = (h) => [h * 4, h * 4, h * 4, 0.1];

function bowl(look) {
  const { w, h } = shapes[look.shape], r = 8.4 * w, H = 7.4 * h, m = new Model({ turn: 0, elevation: 26 });
  m.add(vessel(smooth([[r * 0.42, 0], [r * 0.44, 0.7], [r * 0.5, 0.95], [r * 0.84, H * 0.45], [r * 0.97, H * 0.82], [r, H]], 9), { wall: 0.4, floor: 1.2, foot: 0.5, inner: 0.3, recess: 0.5, ...thrown(look, { from: 1.4, to: H - 0.7, count: 40, depth: 0.25 }) }),
    clay(look, { height: H, bareFoot: 0.6, dip: H * 0.62, spot: 0.7 }));
  m.focus = { at: [r * 0.45, H * 0.8, r * 0.6], size: r * 1.3, elevation: 30 };
  m.side = { elevation: 42, turn: 40 };
  return m;
}

function platter(look) {
  const r = { classic: 15, low: 16, tall: 13, wide: 17 }[look.shape], lift = { classic: 2.4, low: 1.8, tall: 4, wide: 2.6 }[look.shape], k = { classic: 0.68, low: 0.98, tall: 0.8, wide: 0.58 }[look.shape];
  const m = new Model({ turn: -14, elevation: 36 });
  const geometry = vessel(smooth([[r * 0.7, 0], [r * 0.74, 0.3], [r * 0.93, lift * 0.55], [r, lift]], 8), { wall: 0.5, floor: 0.8, foot: 0.5, inner: 1.6, ...thrown(look, { from: 0.2, to: lift, count: 60, depth: 0.1, amount: 0.008 }), segments: 128 });
  m.add(geometry, clay(look, { height: lift, bands: bandsFor(lift), spot: 0.55, paint: look.finish === 'banded' ? { kind: 'rings', r: [r * 0.93, r * 0.85, r * 0.88], w: 0.2 } : null, oval: 1 / k }), { scale: [1, 1, k] });
  m.focus = { at: [r * 0.5, lift, r * 0.3], size: r * 1.0, elevation: 30 };
  m.side = { elevation: 56, turn: 38 };
  return m;
}

export const tableware = { plate, bowl, platter };

import { glass } from '../materials/glass.js';
import { metal } from '../materials/metal.js';
import { wood } from '../materials/wood.js';
import { flutes, turned, vessel } from '../forms/turned.js';
import { rounded, smooth } from '../forms/profile.js';
import { Model } from '../model.js';
import { shapes } from '../palette.js';

/** Flutes and a golden line are geometry; a dip and bubbles are the material's. */
function finishOf(look, { from, to, count = 28, depth = 0.16 }) {
  return look.finish === 'ribbed' ? { shape: flutes({ count, depth, from, to, fade: 0.6 }), segments: count * 8 } : { segments: 112 };
}

function goldenLine(m, look, r, y) {
  if (look.finish === 'banded') for (const d of [0, 0.5]) m.add(turned(rounded([[r + 0.01, y - d], [r + 0.045, y - d + 0.02], [r + 0.045, y - d + 0.14], [r + 0.01, y - d + 0.16]], 0.02), { segments: 112 }), metal('brass', { rough: 0.25 }), { shadow: false });
}

/** Still water: a faint body and a surface that mirrors the room. */
export function water(m, r, from, to) {
  m.add(turned([[r, to + 0.06], [r - 0.1, to], [0, to]], { segments: 96 }), glass({ colour: '#C9DCDD' }, { depth: 0.7, edge: 0.25 }), { shadow: false });
  m.add(turned([[r * 0.96, from], [r, to]], { segments: 96 }), glass({ colour: '#B7CCCD' }, { depth: 0.45, edge: 0.4 }), { shadow: false });
}

function wineGlass(look) {
  const { w, h } = shapes[look.shape], r = 4.1 * w, H = 20 * h, m = new Model({ turn: 0, elevation: 11, weight: 0.52 });
  const stem = H * 0.44, bowlTop = H;
  const bowl = smooth([[0.42, stem - 0.6], [0.75, stem - 0.05], [r * 0.62, stem + H * 0.07], [r * 0.97, stem + H * 0.2], [r * 0.98, stem + H * 0.32], [r * 0.82, bowlTop]], 10);
  const outline = [...rounded([[r * 0.9, 0.0], [r * 0.92, 0.14, 0.08], [r * 0.5, 0.42, 2], [0.42, 1.5, 1.5], [0.36, stem * 0.6], [0.42, stem - 0.6]], 0.1).slice(0, -1), ...bowl];
  const inner = bowl.filter((p) => p[0] > 0.9).map(([x, y]) => [x - 0.11, y]).reverse();
  const k = finishOf(look, { from: stem + 0.6, to: bowlTop - 2.2, count: 24, depth: 0.14 });
  m.add(turned([[0, 0.02], ...outline, [r * 0.82 - 0.05, bowlTop + 0.06], ...inner, [0, stem + 0.35]], k), glass(look, { height: H }));
  goldenLine(m, look, r * 0.83, bowlTop - 0.35);
  m.focus = { at: [r * 0.4, H * 0.78, r * 0.5], size: H * 0.46 };
  return m;
}

function carafe(look) {
  const { w, h } = shapes[look.shape], r = 5.2 * w, H = 24 * h, m = new Model({ turn: 0, elevation: 12, weight: 0.55 });
  const outline = smooth([[r * 0.86, 0], [r * 0.97, 0.5], [r, H * 0.2], [r * 0.9, H * 0.42], [r * 0.5, H * 0.66], [r * 0.42, H * 0.8], [r * 0.5, H * 0.95], [r * 0.56, H]], 10);
  m.add(vessel(outline, { wall: 0.2, floor: 0.5, recess: 0.1, inner: 0.8, ...finishOf(look, { from: 0.8, to: H * 0.6 }) }), glass(look, { height: H }));
  const level = H * 0.4, at = outline.reduce((a, p) => (Math.abs(p[1] - level) < Math.abs(a[1] - level) ? p : a));
  water(m, at[0] - 0.25, 0.6, at[1]);
  if (look.shape === 'classic') m.add(turned(rounded([[r * 0.36, H - 1.2], [r * 0.46, H + 0.1, 0.1], [r * 0.56, H + 0.25], [r * 0.56, H + 1.1], [0, H + 1.2]], 0.3)), wood('oak', { axis: 'y' }));
  goldenLine(m, look, r * 0.5, H * 0.93);
  m.focus = { at: [r * 0.2, H * 0.8, r * 0.4], size: H * 0.42 };
  return m;
}

function waterGlass(look) {
  const { w, h } = shapes[look.shape], r = 3.9 * w, H = 9.2 * h, m = new Model({ turn: 0, elevation: 19 });
  m.add(vessel(rounded([[r * 0.8, 0], [r * 0.84, 0.3], [r * 0.93, H * 0.5], [r, H]], 0.7), { wall: 0.2, floor: 0.75, recess: 0.1, inner: 0.8, ...finishOf(look, { from: 0.9, to: H - 1.6, count: 26 }) }), glass(look, { height: H }));
  goldenLine(m, look, r, H - 0.4);
  water(m, r * 0.915, 0.8, H * 0.62);
  m.focus = { at: [r * 0.35, H * 0.75, r * 0.7], size: H * 0.95 };
  return m;
}

export const glassware = { 'wine-glass': wineGlass, carafe, 'water-glass': waterGlass };

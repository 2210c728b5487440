import { clay } from '../materials/clay.js';
import { surface } from '../materials/surface.js';
import { flutes, handmade, turned, vessel } from '../forms/turned.js';
import { rounded, smooth } from '../forms/profile.js';
import { swept } from '../forms/swept.js';
import { Model } from '../model.js';
import { shapes } from '../palette.js';

/** A handle whose ends flare into the body: points from the upper to the lower root. */
export function handle(points, { thick = 0.55, wide = 0.85, flare = 0.55, side = [0, 0, 1] } = {}) {
  return swept(points, (t) => {
    const root = Math.max(0, 1 - Math.min(t, 1 - t) / 0.16) ** 2;
    return [wide * (1 + flare * root), thick * (1 + flare * 0.8 * root)];
  }, { side, steps: 56, ring: 22 });
}

/** The line of an ear-shaped handle from height `top` to `low`, reaching out to `out`. */
export function ear(r, top, low, out) {
  const h = top - low, w = out - r;
  return smooth([[r, top], [r + w * 0.42, top + h * 0.07], [r + w * 0.86, top - h * 0.12], [r + w, top - h * 0.42], [r + w * 0.84, top - h * 0.74], [r + w * 0.42, top - h * 0.97], [r, low]], 6).map(([x, y]) => [x, y, 0]);
}

/** The same glaze without bands or flutes, for handles, spouts and lids. */
export const plainly = (look, height) => clay({ ...look, finish: ['banded', 'ribbed'].includes(look.finish) ? 'plain' : look.finish }, { height, bareFoot: -1 });

/** Fluted if the finish asks for it, always slightly uneven. */
export function thrown(look, { from, to, count = 30, depth = 0.22, seed = 1, amount = 0.004 }) {
  const hand = handmade(amount, seed);
  return look.finish === 'ribbed' || look.finish === 'weave'
    ? { shape: flutes({ count, depth, from, to, fade: (to - from) * 0.08, also: hand }), segments: count * 8 }
    : { shape: hand, segments: 96 };
}

export const drink = (tone = '#3B2012', rough = 0.72) => surface({ name: 'drink', uniforms: { uColor: tone, uRough: rough }, envMapIntensity: 0.35, glsl: 's.color = uColor * (1. + (fbm(p * .8) - .5) * .15); s.rough = uRough;' });

export function filled(model, r, y, material) {
  model.add(turned([[0, y], [r * 0.6, y], [r - 0.12, y + 0.01], [r, y + 0.09]].reverse(), { segments: 64 }), material);
}

function mug(look) {
  const { w, h } = shapes[look.shape], r = 4.2 * w, H = 9.2 * h, m = new Model({ turn: -32, elevation: 20 });
  const material = clay(look, { height: H });
  m.add(vessel(rounded([[r * 0.86, 0], [r * 0.93, 0.35], [r, 1.5 * h], [r * 1.0, H * 0.75], [r * 0.985, H]], 1.1), { wall: 0.36, floor: 0.7, inner: 1.2, ...thrown(look, { from: 1.2, to: H - 1.5, count: 32 }) }), material);
  const top = H * 0.82, low = H * 0.2, out = r + Math.min(3.3, (top - low) * 0.52);
  m.add(handle(ear(r - 0.35, top, low, out), { thick: 0.42, wide: 0.72 }), plainly(look, H));
  if (look.fill !== false) filled(m, r * 0.925, H * 0.86, drink());
  m.focus = { at: [r * 0.75, H * 0.72, r * 0.3], size: H * 0.95 };
  return m;
}

function espressoCup(look) {
  const { w, h } = shapes[look.shape], r = 3.3 * w, H = 5.6 * h, m = new Model({ turn: -30, elevation: 24 });
  const material = clay(look, { height: H });
  m.add(vessel(smooth([[r * 0.55, 0], [r * 0.62, 0.3], [r * 0.86, H * 0.3], [r * 0.97, H * 0.62], [r, H]], 8), { wall: 0.3, floor: 0.6, foot: 0.22, ...thrown(look, { from: 0.9, to: H - 1, count: 28, depth: 0.17 }) }).translate(0, 1.05, 0), material);
  m.add(handle(ear(r * 0.86, H * 0.86 + 1.05, H * 0.34 + 1.05, r + 1.9), { thick: 0.3, wide: 0.5 }), plainly(look, H));
  const s = 6.1 * Math.sqrt(w);
  m.add(vessel(rounded([[s * 0.55, 0], [s * 0.6, 0.35], [s * 0.86, 0.75], [s, 1.5]], 0.8), { wall: 0.28, floor: 0.72, foot: 0.3, inner: 0.8 }), clay({ ...look, finish: look.finish === 'ribbed' ? 'plain' : look.finish }, { height: 4, dip: -1, bands: [1.2, 1.2, 1.2, 0.22] }));
  filled(m, r * 0.9, H * 0.78 + 1.05, drink('#6B3F20'));
  m.focus = { at: [r * 0.6, H * 0.85 + 1, r * 0.4], size: H * 1.2 };
  return m;
}

function tumbler(look) {
  const { w, h } = shapes[look.shape], r = 3.9 * w, H = 9.4 * h, m = new Model({ turn: 12, elevation: 20 });
  m.add(vessel(rounded([[r * 0.74, 0], [r * 0.8, 0.4], [r * 0.9, H * 0.4], [r, H]], 1.4), { wall: 0.34, floor: 0.7, inner: 1, ...thrown(look, { from: 0.9, to: H - 1.6, count: 30 }) }), clay(look, { height: H }));
  m.focus = { at: [r * 0.4, H * 0.75, r * 0.7], size: H * 0.95 };
  return m;
}

export const cups = { mug, 'espresso-cup': espressoCup, tumbler };

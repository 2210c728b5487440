import { clay } from '../materials/clay.js';
import { glass } from '../materials/glass.js';
import { lacquer, metal } from '../materials/metal.js';
import { surface } from '../materials/surface.js';
import { wood } from '../materials/wood.js';
import { print } from '../materials/print.js';
import { flutes, turned, vessel } from '../forms/turned.js';
import { rounded, smooth } from '../forms/profile.js';
import { sheet } from '../forms/cloth.js';
import { swept } from '../forms/swept.js';
import { Model } from '../model.js';
import { shapes } from '../palette.js';
import { drink, ear, filled, handle, plainly, thrown } from './cups.js';

const dark = () => surface({ name: 'dark', glsl: 's.color = vec3(.03); s.rough = 1.;' });

/** A hollow-looking spout: tapered, with a lip and a dark mouth. */
function spout(m, points, from, to, material) {
  m.add(swept(points, (t) => { const r = from + (to - from) * Math.min(1, t * 1.1); return [r, r * (1 + 0.1 * (1 - t))]; }, { side: [0, 0, 1], steps: 48, ring: 28 }), material);
  const [a, b] = points.slice(-2), angle = Math.atan2(b[1] - a[1], b[0] - a[0]);
  m.add(turned([[to * 0.7, 0.015], [0, 0.015]], { segments: 24 }), dark(), { at: b, turn: [0, 0, (angle * 180) / Math.PI - 90], shadow: false });
}

const knob = (r) => turned(smooth([[r * 0.5, 0], [r * 0.45, r * 0.35], [r * 0.95, r * 0.9], [r, r * 1.25], [r * 0.7, r * 1.65], [0, r * 1.75]], 6));

function teapot(look) {
  const { w, h } = shapes[look.shape], r = 7.4 * w, H = 10.5 * h, m = new Model({ turn: -24, elevation: 17 });
  const material = clay(look, { height: H }), plain = plainly(look, H);
  m.add(vessel(smooth([[r * 0.58, 0], [r * 0.66, 0.35], [r * 0.93, H * 0.26], [r, H * 0.46], [r * 0.9, H * 0.72], [r * 0.62, H * 0.93], [r * 0.5, H]], 10), { wall: 0.4, floor: 0.8, foot: 0.4, ...thrown(look, { from: 1, to: H * 0.93, count: 40, depth: 0.28 }) }), material);
  m.add(turned(rounded([[r * 0.5, H + 0.02], [r * 0.53, H + 0.12, 0.1], [r * 0.5, H + 0.45], [r * 0.3, H + 1.0, 1], [0, H + 1.2]], 0.3)), plain);
  m.add(knob(1.15), ['walnut', 'oak'].includes(look.knob) ? wood('oak', { axis: 'y' }) : plain, { at: [0, H + 1.05, 0] });
  spout(m, smooth([[r * 0.72, H * 0.3], [r * 1.12, H * 0.42], [r * 1.36, H * 0.68], [r * 1.5, H * 0.88], [r * 1.66, H * 0.99]], 5).map(([x, y]) => [x, y, 0]), r * 0.24, r * 0.1, plain);
  m.add(handle(ear(-r * 0.82, H * 0.78, H * 0.22, -r * 1.56), { thick: 0.5, wide: 0.8 }), plain);
  m.focus = { at: [r * 0.4, H * 0.85, r * 0.4], size: H * 1.0 };
  return m;
}

function pourOver(look) {
  const { w, h } = shapes[look.shape], r = 5.6 * w, H = 8.2 * h, m = new Model({ turn: -28, elevation: 14 });
  const g = glass({ colour: 'clear' }, { depth: 1 }), G = 11.5;
  m.add(vessel(smooth([[r * 0.9, 0], [r * 1.04, 0.5], [r * 1.12, 2.6], [r * 0.92, 6.4], [r * 0.62, 9.4], [r * 0.6, G]], 8), { wall: 0.2, floor: 0.35, recess: 0.1 }), g);
  m.add(turned(rounded([[0, 0.5], [r * 0.98, 0.5], [r * 1.08, 2.4], [r * 1.03, 4.2], [0, 4.2]], 0.6)), drink('#34190C'));
  const y = G - 0.2, material = clay(look, { height: y + H, dip: y + H * 0.5, bareFoot: -1, bands: [y + H * 0.82, y + H * 0.74, y + H * 0.9, 0.4] });
  const cone = [[r * 0.72, y + 0.1], [r * 0.98, y + 0.1, 0.2], [r * 1.0, y + 0.6, 0.2], [r * 0.5, y + 1.1, 0.6], [r * 0.56, y + 1.6, 0.4], [r * 1.14, y + H - 0.3], [r * 1.18, y + H]];
  m.add(vessel(rounded(cone, 0.3), { wall: 0.4, floor: y + 1.4, recess: 0, inner: 1, ...thrown(look, { from: y + 2, to: y + H - 0.8, count: 32, depth: 0.25 }) }), material);
  m.add(vessel(rounded([[r * 0.36, y + 2.3], [r * 0.44, y + 2.4], [r * 1.06, y + H + 0.5]], 0.2), { wall: 0.05, floor: y + 2.5, recess: 0 }), surface({ name: 'filter', glsl: 's.color = vec3(.9,.87,.8) * (.96 + .06 * noise(p * 6.)); s.rough = .9;', double: true }));
  m.add(handle(smooth([[r * 0.92, y + H * 0.84], [r * 1.3, y + H * 0.88], [r * 1.56, y + H * 0.68], [r * 1.42, y + H * 0.42], [r * 1.0, y + H * 0.32], [r * 0.62, y + H * 0.36]], 6).map(([x, h]) => [x, h, 0]), { thick: 0.4, wide: 0.7 }), plainly(look, y));
  m.focus = { at: [r * 0.5, y + H * 0.5, r * 0.6], size: H * 1.15 };
  return m;
}

function frenchPress(look) {
  const { w, h } = shapes[look.shape], r = 4.8 * w, H = 16 * h, m = new Model({ turn: -30, elevation: 13 });
  const isFrame = ['brass', 'ink', 'clear'].includes(look.colour);
  const steel = metal(look.colour === 'brass' ? 'brass' : 'steel', { rough: 0.22 }), dark = lacquer('ink');
  const frame = look.colour === 'ink' ? dark : steel;
  if (isFrame) {
    m.add(vessel(rounded([[r, 0.8], [r, H - 0.6], [r + 0.12, H]], 0.2), { wall: 0.18, floor: 1.1, recess: 0.8 }), glass({ colour: 'clear' }));
    m.add(turned(rounded([[0, 1.1], [r - 0.3, 1.1], [r - 0.3, H * 0.62], [0, H * 0.62]], 0.1)), drink('#2C160B'));
    for (const y of [0.2, H * 0.66]) m.add(turned(rounded([[r + 0.02, y], [r + 0.22, y], [r + 0.22, y + 0.9], [r + 0.02, y + 0.9], [r + 0.02, y]], 0.08)), frame);
    m.add(turned(rounded([[0, 0.4], [r + 0.2, 0.4], [r + 0.2, 0.9], [0, 0.9]], 0.1)), frame);
    for (const a of [40, 130, 220, 310]) m.add(swept([[r + 0.15, 0, 0], [r + 0.15, H * 0.4, 0], [r + 0.15, H * 0.7, 0]], [0.35, 0.1], { side: [0, 0, 1], square: 0.5 }), frame, { turn: [0, a, 0] });
    m.add(handle(ear(r + 0.1, H * 0.72, H * 0.16, r + 4.2), { thick: 0.6, wide: 0.75, flare: 0.1 }), wood('walnut', { axis: 'y' }));
  } else {
    m.add(vessel(rounded([[r * 0.94, 0], [r, 0.5], [r, H - 0.6], [r + 0.1, H]], 0.8), { wall: 0.4, floor: 0.8, ...thrown(look, { from: 1, to: H - 1.6, count: 36 }) }), clay(look, { height: H }));
    m.add(handle(ear(r - 0.3, H * 0.84, H * 0.24, r + 4), { thick: 0.5, wide: 0.8 }), plainly(look, H));
  }
  m.add(handle([[-r + 0.6, H - 1.4, 0], [-r - 0.4, H - 0.7, 0], [-r - 1.1, H + 0.05, 0]], { thick: 0.35, wide: 0.9, flare: 0.3 }), isFrame ? glass({ colour: 'clear' }) : plainly(look, H));
  m.add(turned(rounded([[r * 0.96, H - 0.1], [r + 0.25, H], [r + 0.25, H + 0.5], [r * 0.9, H + 1.1, 1.2], [r * 0.2, H + 1.7, 0.6], [0, H + 1.75]], 0.15)), steel);
  m.add(turned(rounded([[0.22, H + 1.6], [0.22, H + 5], [0, H + 5]], 0.02), { segments: 24 }), steel);
  m.add(knob(1.05), isFrame ? wood('walnut', { axis: 'y' }) : steel, { at: [0, H + 4.6, 0] });
  m.focus = { at: [r * 0.3, H * 0.98, r * 0.7], size: H * 0.75 };
  return m;
}

function teaTin(look) {
  const { w, h } = shapes[look.shape], r = 4.6 * w, H = 11 * h, m = new Model({ turn: 0, elevation: 16 });
  const skin = look.colour === 'brass' ? metal('brass', { rough: 0.3 }) : lacquer(look.colour, { rough: 0.5 });
  const brass = metal('brass', { rough: 0.28 }), split = H * 0.74;
  m.add(turned(rounded([[0, 0], [r - 0.1, 0, 0.15], [r, 0.25, 0.1], [r, split], [r * 0.9, split]], 0.05), { segments: 128 }), skin);
  m.add(turned(rounded([[r + 0.06, split + 0.05], [r + 0.08, H - 0.3, 0.3], [r - 0.3, H, 0.3], [r - 0.5, H - 0.12, 0.1], [0, H - 0.12]], 0.06), { segments: 128 }), look.finish === 'banded' ? brass : skin);
  for (const y of look.finish === 'banded' ? [0.25, split - 0.7, split * 0.5] : [split - 0.02]) m.add(turned(rounded([[r, y], [r + 0.1, y + 0.02], [r + 0.1, y + 0.26], [r, y + 0.28]], 0.06), { segments: 128 }), brass);
  const lw = Math.min(6, r * 1.3), lh = split * 0.62, arc = lw / r;
  const ink = look.colour === 'brass' ? 'ink' : look.colour;
  m.add(sheet((u, v) => { const a = (u - 0.5) * arc; return [Math.sin(a) * (r + 0.03), split * 0.16 + v * lh, Math.cos(a) * (r + 0.03)]; }, { cols: 40, rows: 2 }),
    print(`tin ${ink} ${look.shape}`, lw, lh, (c, W, Hh, t) => {
      c.fillStyle = '#F6F0E4'; c.fillRect(0, 0, W, Hh);
      t.rule(c, 0.22, 0.22, W - 0.44, 0.035, ink); t.rule(c, 0.22, Hh - 0.255, W - 0.44, 0.035, ink);
      t.mark(c, W / 2, Hh * 0.4, Math.min(W, Hh) * 0.44, ink); t.wordmark(c, W / 2, Hh * 0.76, W * 0.62, ink);
    }));
  m.focus = { at: [r * 0.3, H * 0.66, r * 0.8], size: H * 0.8 };
  return m;
}

function kettle(look) {
  const { w, h } = shapes[look.shape], r = 8 * w, H = 11 * h, m = new Model({ turn: -20, elevation: 14 });
  const skin = look.colour === 'brass' ? metal('brass', { rough: 0.2 }) : lacquer(look.colour, { rough: 0.34 });
  const trim = metal(look.colour === 'brass' ? 'brass' : 'steel', { rough: 0.2 }), grip = wood('walnut', { axis: 'x' });
  const shape = look.finish === 'ribbed' ? flutes({ count: 40, depth: 0.2, from: 1, to: H * 0.85, fade: 0.8 }) : undefined;
  m.add(turned(rounded([[0, 0], [r * 0.96, 0, 0.4], [r, 0.5, 0.5], [r * 0.92, H * 0.5, 3], [r * 0.6, H, 1.2], [r * 0.5, H + 0.1]], 0.3), { segments: shape ? 320 : 112, shape }), skin);
  m.add(turned(rounded([[r * 0.57, H - 0.02], [r * 0.58, H + 0.3, 0.1], [r * 0.3, H + 1.0, 1.4], [0, H + 1.2]], 0.1)), skin);
  m.add(knob(0.95), wood('walnut', { axis: 'y' }), { at: [0, H + 1.05, 0] });
  const neck = smooth([[r * 0.75, 1.7], [r * 1.3, 1.9], [r * 1.55, H * 0.5], [r * 1.66, H * 0.86], [r * 1.95, H * 1.04], [r * 2.14, H * 1.0]], 6).map(([x, y]) => [x, y, 0]);
  spout(m, neck, 0.95, 0.42, skin);
  const top = H + 7.2;
  const bow = smooth([[-r * 0.74, H * 0.72], [-r * 0.9, H + 3.2], [-r * 0.66, top - 0.5], [0, top], [r * 0.62, top - 0.5], [r * 0.84, H + 3], [r * 0.7, H * 0.74]], 8).map(([x, y]) => [x, y, 0]);
  m.add(swept(bow, [0.55, 0.22], { side: [0, 0, 1], steps: 80, square: 0.4 }), trim);
  m.add(swept(smooth([[-r * 0.52, top - 0.3], [0, top + 0.02], [r * 0.5, top - 0.3]], 8).map(([x, y]) => [x, y, 0]), (t) => { const k = Math.min(1, Math.sqrt(Math.min(t, 1 - t) / 0.06)); return [0.95 * k, 0.85 * k]; }, { side: [0, 0, 1] }), grip);
  m.focus = { at: [r * 0.5, H * 0.85, r * 0.4], size: H * 1.1 };
  return m;
}

export const tea = { teapot, 'pour-over': pourOver, 'french-press': frenchPress, 'tea-tin': teaTin, kettle };

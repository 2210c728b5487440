import { clay, stoneware } from '../materials/clay.js';
import { leaf, soil } from '../materials/soft.js';
import { lacquer } from '../materials/metal.js';
import { sheet } from '../forms/cloth.js';
import { turned, vessel } from '../forms/turned.js';
import { rounded, smooth } from '../forms/profile.js';
import { swept } from '../forms/swept.js';
import { Model } from '../model.js';
import { shapes } from '../palette.js';
import { handle, plainly, thrown } from './cups.js';

/** A repeatable dice. */
export function dice(seed) {
  let s = seed * 2654435761 % 2147483647;
  return (from = 0, to = 1) => { s = (s * 16807) % 2147483647; return from + ((s & 0xffffff) / 0xffffff) * (to - from); };
}

/** One leaf blade that starts at the origin, grows along +z and bends down. */
export function blade(length, width, { bend = 0.8, fold = 0.25, tip = 1.2, wave = 0 } = {}) {
  return sheet((u, v) => {
    const s = (u - 0.5) * 2, a = bend * v, k = Math.sin(Math.PI * Math.min(1, v * 0.94 + 0.06) ** (1 / tip)) ** 0.85;
    const z = a === 0 ? v * length : (Math.sin(a) / bend) * length, y = ((Math.cos(a) - 1) / (bend || 1)) * length;
    return [s * width * 0.5 * Math.max(0.02, k), y + Math.abs(s) * fold * width * 0.5 * k + Math.sin(v * 9 + s) * wave * k, z];
  }, { cols: 10, rows: 26, w: 1.6, h: length, centred: true });
}

/** A leafy plant: stems from the soil, leaves in turns, the youngest at the top. */
export function plant(m, { y, r, height, seed = 3, stems = 4, hex = '#4B6A44' }) {
  const roll = dice(seed), green = [leaf(hex), leaf('#5D7B4E'), leaf('#3F5C3C')], bark = lacquer('#5B5A3A', { rough: 0.8 });
  for (let k = 0; k < stems; k++) {
    const turn = (k / stems) * 360 + roll(-25, 25), lean = k === 0 ? 0.06 : roll(0.22, 0.42), tall = height * (k === 0 ? 1 : roll(0.62, 0.9));
    const a = (turn * Math.PI) / 180, dx = Math.sin(a), dz = Math.cos(a);
    const at = (t) => [dx * (r * 0.18 + tall * lean * t * t), y + tall * t, dz * (r * 0.18 + tall * lean * t * t)];
    m.add(swept([0, 0.3, 0.65, 1].map(at), (t) => [0.24 - 0.13 * t, 0.24 - 0.13 * t], { steps: 24, ring: 10 }), bark);
    const leaves = 9;
    for (let i = 0; i < leaves; i++) {
      const t = 0.32 + (0.68 * i) / (leaves - 1), size = height * (0.48 - 0.16 * Math.abs(t - 0.6)) * roll(0.85, 1.1);
      m.add(blade(size, size * 0.5, { bend: roll(0.5, 1.0), fold: 0.22 }), green[Math.floor(roll(0, 2.99))], { at: at(t), turn: [-(18 + 46 * t + roll(-8, 8)), turn + i * 137 + roll(-12, 12), roll(-10, 10)] });
    }
  }
}

/** A sprig of paired round leaves, for vases. */
export function sprig(m, { from, to, bow = 2, leaves = 9, size = 3, seed = 2, hex = '#8A9C86' }) {
  const roll = dice(seed), green = [leaf(hex), leaf('#9DAA8B'), leaf('#7A8E78')];
  const middle = from.map((v, i) => (v + to[i]) / 2 + (i === 0 ? bow : 0));
  const stem = swept([from, middle, to], (t) => [0.13 - 0.06 * t, 0.13 - 0.06 * t], { steps: 30, ring: 8 });
  m.add(stem, lacquer('#7A6A4C', { rough: 0.8 }));
  for (let i = 0; i < leaves; i++) {
    const t = 0.32 + (0.68 * i) / (leaves - 1), q = [0, 1, 2].map((k) => (1 - t) ** 2 * from[k] + 2 * t * (1 - t) * (middle[k] * 2 - (from[k] + to[k]) / 2) + t * t * to[k]);
    for (const sideOf of [0, 180]) m.add(blade(size * roll(0.75, 1.1) * (1.1 - 0.4 * t), size * 0.72 * (1.1 - 0.4 * t), { bend: 0.4, fold: 0.12, tip: 1 }), green[Math.floor(roll(0, 2.99))], { at: q, turn: [-roll(20, 60), sideOf + i * 67 + roll(-15, 15), roll(-20, 20)] });
  }
}

function vaseBottle(look) {
  const { w, h } = shapes[look.shape], r = 5.6 * w, H = 21 * h, m = new Model({ turn: 0, elevation: 11, weight: 0.56 });
  m.add(vessel(smooth([[r * 0.62, 0], [r * 0.7, 0.4], [r * 0.98, H * 0.22], [r, H * 0.36], [r * 0.72, H * 0.54], [r * 0.34, H * 0.68], [r * 0.27, H * 0.84], [r * 0.33, H * 0.96], [r * 0.39, H]], 10), { wall: 0.3, floor: 0.8, foot: 0.4, ...thrown(look, { from: 1, to: H * 0.62, count: 34, depth: 0.26 }) }),
    clay(look, { height: H, dip: H * 0.3, bands: [H * 0.42, H * 0.39, H * 0.45, 0.5] }));
  m.focus = { at: [r * 0.25, H * 0.72, r * 0.4], size: H * 0.5 };
  return m;
}

function vaseRound(look) {
  const { w, h } = shapes[look.shape], r = 8.6 * w, H = 15.5 * h, foot = look.shape === 'low' ? 0.62 : 0.5, m = new Model({ turn: 0, elevation: 15 });
  m.add(vessel(smooth([[r * foot, 0], [r * (foot + 0.07), 0.35], [r * 0.93, H * 0.27], [r, H * 0.48], [r * 0.86, H * 0.74], [r * 0.5, H * 0.91], [r * 0.42, H * 0.955], [r * 0.46, H]], 10), { wall: 0.35, floor: 0.9, foot: 0.5, ...thrown(look, { from: 1.2, to: H * 0.88, count: 44, depth: 0.3 }) }),
    clay(look, { height: H, bands: [H * 0.62, H * 0.55, H * 0.69, 0.75] }));
  m.focus = { at: [r * 0.3, H * 0.82, r * 0.6], size: H * 0.75 };
  return m;
}

function jug(look) {
  const { w, h } = shapes[look.shape], r = 6.2 * w, H = 17 * h, m = new Model({ turn: -30, elevation: 15 });
  const outline = smooth([[r * 0.72, 0], [r * 0.8, 0.4], [r, H * 0.24], [r * 0.97, H * 0.42], [r * 0.68, H * 0.72], [r * 0.64, H * 0.84], [r * 0.74, H]], 10);
  const base = thrown(look, { from: 1, to: H * 0.66, count: 36, depth: 0.24 });
  const lip = (rr, y, angle, t, isInside) => {
    const k = Math.max(0, (y - H * 0.78) / (H * 0.22)), d = Math.atan2(Math.sin(angle + Math.PI / 2), Math.cos(angle + Math.PI / 2));
    return base.shape(rr, y, angle, t, isInside) + k * k * (3.0 * Math.exp(-(d * d) / 0.1) - 0.45 * Math.exp(-((Math.abs(d) - 0.75) ** 2) / 0.12)) * Math.sqrt(w);
  };
  m.add(vessel(outline, { wall: 0.35, floor: 0.8, foot: 0.4, segments: Math.max(144, base.segments), shape: lip }), clay(look, { height: H, bands: [H * 0.5, H * 0.46, H * 0.54, 0.5] }));
  m.add(handle(smooth([[r * 0.6, H * 0.88], [r * 1.05, H * 0.97], [r * 1.5, H * 0.84], [r * 1.56, H * 0.62], [r * 1.3, H * 0.42], [r * 0.92, H * 0.34]], 6).map(([x, y]) => [x, y, 0]), { thick: 0.48, wide: 0.85 }), plainly(look, H));
  m.focus = { at: [-r * 0.2, H * 0.86, r * 0.5], size: H * 0.7 };
  return m;
}

function planter(look) {
  const { w, h } = shapes[look.shape], r = 7.2 * w, H = 12 * h, m = new Model({ turn: 0, elevation: 13, fill: 0.8, weight: 0.64 });
  m.add(vessel(rounded([[r * 0.68, 1.0], [r * 0.74, 1.2], [r * 0.95, H * 0.82], [r, H * 0.84, 0.15], [r, H + 1, 0.2]], 0.35), { wall: 0.55, floor: 1.6, recess: 0.9, ...thrown(look, { from: 1.8, to: H * 0.8, count: 36, depth: 0.3 }) }), look.finish === 'plain' && look.colour === 'terracotta' ? stoneware(look) : clay(look, { height: H, bareFoot: 1.1 }));
  m.add(vessel(rounded([[r * 0.78, 0], [r * 0.86, 0.3], [r * 0.96, 1.7]], 0.4), { wall: 0.4, floor: 0.7, recess: 0.1 }), look.finish === 'plain' && look.colour === 'terracotta' ? stoneware(look) : clay({ ...look, finish: 'plain' }, { height: 3, bareFoot: 0.2 }));
  m.add(turned([[r * 0.93, H * 0.88], [r * 0.5, H * 0.93], [0, H * 0.95]], { segments: 48 }), soil());
  plant(m, { y: H * 0.9, r, height: 16 * Math.sqrt(h) * Math.sqrt(w), seed: { classic: 3, tall: 5, low: 8, wide: 9 }[look.shape] });
  m.focus = { at: [r * 0.3, H * 0.85, r * 0.6], size: H * 1.15 };
  return m;
}

export const vases = { 'vase-bottle': vaseBottle, 'vase-round': vaseRound, jug, planter };

import { Shape } from 'three';
import { clay } from '../materials/clay.js';
import { glass } from '../materials/glass.js';
import { lacquer, metal } from '../materials/metal.js';
import { leather } from '../materials/soft.js';
import { surface } from '../materials/surface.js';
import { cork, wood, woodFor } from '../materials/wood.js';
import { turned, vessel } from '../forms/turned.js';
import { rounded, smooth } from '../forms/profile.js';
import { block, plate, slab } from '../forms/slab.js';
import { swept } from '../forms/swept.js';
import { Model } from '../model.js';
import { colours, shapes } from '../palette.js';
import { thrown } from './cups.js';

const cane = (hex, seed = 0) => surface({ name: 'cane', uniforms: { uColor: colours[hex] ?? hex, uSeed: seed }, glsl: 's.color = uColor * (.72 + .42 * noise(vec3(t * vec2(5., .35), uSeed)) ) * (1. + (fbm(p * .5) - .5) * .16); s.rough = .62; s.bump = noise(vec3(t * vec2(9., .5), 2.)) * .02;' });

function basket(look) {
  const { w, h } = shapes[look.shape], r = 15 * w, H = 21 * h, m = new Model({ turn: 22, elevation: 21 });
  const rows = Math.round(H / 1.32), stakes = 30, main = cane(look.colour), band = cane(look.colour === 'walnut' ? 'oat' : '#7A5638', 3);
  const radius = (y) => r * (0.86 + 0.16 * Math.sin(Math.PI * (0.14 + 0.62 * (y / H))));
  const weave = (y, phase, thick, material, turns = 0.55) => {
    const steps = stakes * 7, points = [];
    for (let i = 0; i < stakes * 4; i++) {
      const a = (i / (stakes * 4)) * Math.PI * 2, over = Math.sin((a * stakes) / 2 + phase) * turns;
      points.push([Math.sin(a) * (radius(y) + over), y, Math.cos(a) * (radius(y) + over)]);
    }
    m.add(swept(points, [thick, thick], { closed: true, steps, ring: 7 }), material);
  };
  for (let k = 0; k < rows; k++) {
    const y = 0.9 + (k / (rows - 1)) * (H - 2), accent = (look.finish === 'banded' && (k > rows * 0.58 && k < rows * 0.78)) || (look.finish === 'ribbed' && k % 4 === 3);
    weave(y, (k % 2) * Math.PI, 0.74, accent ? band : main);
  }
  for (let s = 0; s < stakes; s++) {
    const a = ((s + 0.5) / stakes) * Math.PI * 2;
    m.add(swept([0, 0.33, 0.66, 1].map((t) => [Math.sin(a) * radius(t * H), t * H, Math.cos(a) * radius(t * H)]), [0.42, 0.42], { steps: 14, ring: 8 }), main);
  }
  for (const [dy, phase] of [[-0.4, 0], [0.5, 2.1], [0.1, 4.2]]) {
    const points = Array.from({ length: 160 }, (_, i) => { const a = (i / 160) * Math.PI * 2, q = a * 24 + phase; return [Math.sin(a) * (radius(H) + Math.cos(q) * 0.75), H + dy * 0.3 + Math.sin(q) * 0.7, Math.cos(a) * (radius(H) + Math.cos(q) * 0.75)]; });
    m.add(swept(points, [0.6, 0.6], { closed: true, steps: 300, ring: 7 }), main);
  }
  m.add(turned([[radius(0) - 0.4, 0.5], [0, 0.7]], { segments: 48 }), main);
  if (look.shape !== 'low') for (const side of [0, 180]) {
    const R = radius(H);
    m.add(swept([[-4.4, H - 2.6, R * 0.96], [-4.5, H + 0.6, R * 1.06], [-3.4, H + 3.4, R * 1.06], [0, H + 4.4, R * 1.05], [3.4, H + 3.4, R * 1.06], [4.5, H + 0.6, R * 1.06], [4.4, H - 2.6, R * 0.96]], [0.75, 0.62], { side: [0, 0, 1], steps: 70, ring: 12 }), look.finish === 'plain' ? leather('#8A5A3A') : main, { turn: [0, side + 90, 0] });
  }
  m.focus = { at: [0, H * 0.86, r * 0.95], size: H * 0.8, elevation: 24 };
  return m;
}

function woodBox(look) {
  const { w, h } = shapes[look.shape], W = 30 * Math.sqrt(w), D = 20, H = 13.5 * h, t = 1.2, m = new Model({ turn: 30, elevation: 24 });
  const paint = look.finish === 'dipped' ? look.colour : null, kind = paint ? 'oak' : woodFor(look.colour);
  const side = (seed) => wood(kind, { axis: 'x', seed, paint, paintBelow: H * 0.45 });
  const end = (seed) => wood(kind, { axis: 'z', seed, paint, paintBelow: H * 0.45 });
  m.add(block(W - 2 * t + 0.2, 0.9, D - 2 * t + 0.2, 0.1), side(8), { at: [0, 0.5, 0] });
  const fingers = Math.max(4, Math.round(H / 2.6)), f = H / fingers;
  for (const z of [-1, 1]) {
    m.add(block(W - 2 * t, H, t, 0.12), side(z + 3), { at: [0, 0, z * (D / 2 - t / 2)] });
    for (let i = 0; i < fingers; i += 2) for (const x of [-1, 1]) m.add(block(t + 0.1, f - 0.02, t, 0.06), side(z + 3), { at: [x * (W / 2 - t / 2), i * f, z * (D / 2 - t / 2)] });
  }
  for (const x of [-1, 1]) {
    const outline = new Shape().moveTo(-D / 2 + t, 0).lineTo(D / 2 - t, 0).lineTo(D / 2 - t, H);
    outline.lineTo(-D / 2 + t, H).lineTo(-D / 2 + t, 0);
    const grip = new Shape(), gw = 4.6, gh = 1.35, gy = H * 0.68;
    grip.absarc(-gw / 2, gy, gh, Math.PI / 2, Math.PI * 1.5, false);
    grip.absarc(gw / 2, gy, gh, -Math.PI / 2, Math.PI / 2, false);
    outline.holes.push(grip);
    const g = slab(outline, t, { bevel: 0.1 });
    g.rotateX(Math.PI / 2).rotateY(Math.PI / 2);
    g.translate(-t / 2, 0, 0);
    m.add(g, end(x + 5), { at: [x * (W / 2 - t / 2), 0, 0] });
    for (let i = 1; i < fingers; i += 2) for (const z of [-1, 1]) m.add(block(t, f - 0.02, t + 0.1, 0.06), end(x + 5), { at: [x * (W / 2 - t / 2), i * f, z * (D / 2 - t / 2)] });
  }
  if (look.finish === 'banded') m.add(block(W - 2 * t, 0.7, 0.1, 0.03), metal('brass'), { at: [0, H * 0.18, D / 2] });
  m.focus = { at: [W * 0.45, H * 0.6, D * 0.45], size: 17 };
  m.side = { turn: 58, elevation: 40 };
  return m;
}

function storageJar(look) {
  const { w, h } = shapes[look.shape], r = 5.4 * w, H = 12.5 * h, m = new Model({ turn: 0, elevation: 16 });
  const outline = rounded([[r * 0.92, 0], [r, 0.7], [r, H * 0.86, 1.6], [r * 0.84, H - 0.4, 0.8], [r * 0.84, H]], 0.9);
  if (look.colour === 'clear') {
    m.add(vessel(outline, { wall: 0.24, floor: 0.6, recess: 0.1, ...(look.finish === 'ribbed' ? thrown(look, { from: 0.8, to: H * 0.8, count: 32, depth: 0.2 }) : {}) }), glass(look, { height: H }));
    m.add(turned(rounded([[0, 0.6], [r - 0.5, 0.6], [r - 0.4, H * 0.52], [r * 0.5, H * 0.56], [0, H * 0.6]], 0.5)), surface({ name: 'oats', glsl: 's.color = mix(vec3(.78,.62,.42), vec3(.9,.78,.6), noise(p * vec3(4., 7., 4.))); s.rough = .95; s.bump = noise(p * vec3(4.,8.,4.)) * .18;' }));
  } else m.add(vessel(outline, { wall: 0.4, floor: 0.8, ...thrown(look, { from: 1, to: H * 0.8, count: 34 }) }), clay(look, { height: H }));
  m.add(turned([[0, H - 0.8], ...rounded([[r * 0.76, H - 0.8], [r * 0.8, H + 0.05], [r * 0.93, H + 0.12], [r * 0.95, H + 1.5, 0.4], [r * 0.5, H + 1.7], [0, H + 1.7]], 0.15)]), cork({ seed: 2 }));
  m.focus = { at: [r * 0.3, H * 0.95, r * 0.6], size: H * 0.8 };
  return m;
}

function tray(look) {
  const m = new Model({ turn: -26, elevation: 34, fill: 0.8 });
  if (look.colour === 'brass') {
    const brass = metal('brass', { rough: 0.26 });
    m.add(vessel(rounded([[15.5, 0], [16.4, 0.3], [17, 2.0], [17.3, 2.2]], 0.5), { wall: 0.25, floor: 0.35, recess: 0.1, segments: 160 }), brass);
    for (const s of [0, 180]) m.add(swept([[-3.2, 1.9, 16.9], [-2.9, 3.4, 17.9], [0, 4.0, 18.3], [2.9, 3.4, 17.9], [3.2, 1.9, 16.9]], [0.34, 0.34], { steps: 50 }), brass, { turn: [0, s + 60, 0] });
    m.focus = { at: [9, 1, 9], size: 16 };
    return m;
  }
  const painted = !['oak', 'walnut'].includes(look.colour), W = look.shape === 'wide' ? 42 : 36, D = look.shape === 'wide' ? 25 : 26, t = 0.9;
  const body = painted ? lacquer(look.colour, { rough: 0.38 }) : wood(look.colour, { axis: 'x', seed: 4 });
  const rim = (inset) => plate(W - inset * 2, D - inset * 2, look.shape === 'wide' ? 12 : 4.5 - inset, { path: false });
  m.add(slab(rim(0.3), 0.9, { bevel: 0.2, curve: 48 }), body);
  const wall = rim(0);
  wall.holes.push(rim(t));
  m.add(slab(wall, 3.2, { bevel: 0.28, curve: 48 }), painted ? body : wood(look.colour, { axis: 'x', seed: 9 }), { at: [0, 0.3, 0] });
  if (look.finish === 'banded') { const line = rim(2.4); line.holes.push(rim(2.75)); m.add(slab(line, 0.06, { bevel: 0.01, curve: 48 }), metal('brass'), { at: [0, 0.88, 0] }); }
  for (const x of [-1, 1]) m.add(swept([[x * (W / 2 - 0.5), 3.2, -4.6], [x * (W / 2 + 0.2), 4.7, -4.2], [x * (W / 2 + 0.5), 5.2, 0], [x * (W / 2 + 0.2), 4.7, 4.2], [x * (W / 2 - 0.5), 3.2, 4.6]], [0.42, 0.42], { steps: 60 }), metal('brass', { rough: 0.24 }));
  m.focus = { at: [W * 0.36, 2, D * 0.2], size: 18 };
  m.side = { turn: 34, elevation: 48 };
  return m;
}

export const storage = { basket, 'wood-box': woodBox, 'storage-jar': storageJar, tray };

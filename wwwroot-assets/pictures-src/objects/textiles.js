import { cloth, leather } from '../materials/soft.js';
import { print } from '../materials/print.js';
import { drift, sheet } from '../forms/cloth.js';
import { swept } from '../forms/swept.js';
import { Model } from '../model.js';

/**
 * One folded layer: a soft lozenge seen from its end, full at the front fold. The fold faces +z.
 * `roll` keeps its corners round, `sag` lets it follow the hand that laid it.
 */
function layer({ w, d, y, t, seed, sag = 0.25, shift = [0, 0] }) {
  const n = 60, power = Math.min(0.9, t / d * 4.4);
  const ring = Array.from({ length: n + 1 }, (_, i) => {
    const a = (i / n) * Math.PI * 2, c = Math.cos(a), s = Math.sin(a);
    return [Math.sign(c) * Math.abs(c) ** power * (d / 2), Math.sign(s) * Math.abs(s) ** 0.62 * (t / 2)];
  });
  let run = 0;
  const along = ring.map((p, i) => (run += i ? Math.hypot(p[0] - ring[i - 1][0], p[1] - ring[i - 1][1]) : 0));
  const geometry = sheet((u, v) => {
    const i = Math.round(u * n), [z0, y0] = ring[i], x = (v - 0.5) * w, e = Math.abs(v - 0.5) * 2;
    const end = e > 0.94 ? Math.sqrt(Math.max(0, 1 - ((e - 0.94) / 0.06) ** 2)) : 1;
    const top = y0 > 0 ? 1 : 0.15;
    return [x + shift[0] + drift(z0 * 0.25, y, seed) * 0.15, y + t / 2 + y0 * (0.35 + 0.65 * end) + drift(x * 0.22, z0 * 0.16, seed) * sag * top * 0.6, z0 + shift[1] + drift(x * 0.16, y, seed * 1.3) * sag];
  }, { cols: n, rows: 56, w: 1, h: w });
  const uv = geometry.attributes.uv;
  for (let r = 0; r <= 56; r++) for (let i = 0; i <= n; i++) uv.setXY(r * (n + 1) + i, uv.getY(r * (n + 1) + i), along[i]);
  closeRing(geometry, 56, n);
  return geometry;
}

/** Joins the first and the last column of a closed sheet. */
function closeRing(geometry, rows, cols) {
  const n = geometry.attributes.normal;
  for (let r = 0; r <= rows; r++) {
    const a = r * (cols + 1), b = a + cols, x = n.getX(a) + n.getX(b), y = n.getY(a) + n.getY(b), z = n.getZ(a) + n.getZ(b), l = Math.hypot(x, y, z) || 1;
    n.setXYZ(a, x / l, y / l, z / l);
    n.setXYZ(b, x / l, y / l, z / l);
  }
}

/** A pile of folded layers of one cloth. */
export function pile(m, material, { w, d, t, layers, seed = 1, sag, from = 0, jitter = 0.5 }) {
  let y = from;
  for (let k = 0; k < layers; k++) {
    const j = (n) => drift(k * 2.7 + n, n * 1.3, seed) * jitter;
    const thick = t * (1 + drift(k * 1.9, 2, seed) * 0.08) * (1 - k * 0.0);
    m.add(layer({ w: w + j(1), d: d + j(2), y, t: thick, seed: seed + k * 1.37, sag, shift: [j(3) * 0.6, j(4) * 0.6] }), material);
    y += thick * 0.93;
  }
  return y;
}

function cushion(look) {
  const [W, H] = { classic: [46, 46], wide: [62, 40], low: [58, 32], tall: [42, 54] }[look.shape], T = look.shape === 'low' ? 18 : 23, m = new Model({ turn: -30, elevation: 14 });
  const material = cloth(look, { weave: look.finish === 'ribbed' ? 'rib' : 'plain', thread: 0.85, repeat: look.finish === 'dipped' ? 11 : 9, fuzz: 0.6 });
  for (const face of [1, -1]) m.add(sheet((u, v) => {
    const a = (u - 0.5) * 2, b = (v - 0.5) * 2;
    // the edge pulls in between the corners, the corners stay pointed
    const px = a * (1 - 0.055 * (1 - b * b) * a * a) , py = b * (1 - 0.055 * (1 - a * a) * b * b);
    const full = (Math.max(0, 1 - a * a) * Math.max(0, 1 - b * b)) ** 0.44;
    const near = Math.max(Math.abs(a), Math.abs(b)), pleat = 0.5 * Math.exp(-((near - 0.93) ** 2) / 0.006) * drift(a * 17, b * 17, 2);
    const dent = 1.6 * Math.exp(-((a - 0.02) ** 2 * 7 + (b - 0.72) ** 2 * 9)) * (face > 0 ? 1 : 0.4);
    return [face * px * W / 2 + drift(b * 3, a, 1) * 0.25, (py + 1) * H / 2 * (1 - 0.015 * (1 - a * a)), face * (full * T / 2 + pleat * full - dent) + drift(a * 2.2, b * 2.4, 4) * 0.5 * full * face];
  }, { cols: 80, rows: 80, w: W, h: H, centred: true }), material, { turn: [-9, 0, 0], at: [0, 0.4, 0] });
  const edge = Array.from({ length: 120 }, (_, i) => {
    const t = (i / 120) * 4, k = Math.floor(t), f = (t - k) * 2 - 1;
    const [a, b] = [[f, -1], [1, f], [-f, 1], [-1, -f]][k];
    return [a * (1 - 0.055 * (1 - b * b)) * W / 2, (b * (1 - 0.055 * (1 - a * a)) + 1) * H / 2 * (1 - 0.015 * (1 - a * a)), 0];
  });
  m.add(swept(edge, [0.42, 0.42], { closed: true, steps: 240, ring: 10, tension: 0.2 }), cloth({ colour: look.colour }, { thread: 1.6 }), { turn: [-9, 0, 0], at: [0, 0.4, 0] });
  m.focus = { at: [W * 0.24, H * 0.72, T * 0.3], size: H * 0.62, elevation: 14 };
  m.side = { turn: -52, elevation: 18 };
  return m;
}

/** Fringes along one open end of a blanket. */
function fringe(m, { w, y, z, material, length = 3.2, seed = 1 }) {
  for (let i = 0; i < w / 1.1; i++) {
    const x = -w / 2 + 0.8 + i * 1.1, d = drift(i * 1.7, 1, seed);
    m.add(swept([[x, y, z], [x + d * 0.2, y - length * 0.3, z + 0.5], [x + d * 0.5, y - length, z + 0.55 + d * 0.2]], (t) => [0.26 * (1 - 0.3 * t), 0.2 * (1 - 0.3 * t)], { steps: 8, ring: 8 }), material);
  }
}

function foldedBlanket(look) {
  const wide = look.shape === 'wide', tall = look.shape === 'tall', low = look.shape === 'low', m = new Model({ turn: -30, elevation: 22 });
  const material = cloth(look, { weave: 'rib', thread: 1.15, repeat: look.finish === 'banded' ? 13 : 8, fuzz: 0.9 });
  const W = wide ? 46 : tall ? 34 : 38, D = wide ? 30 : 29, t = low ? 3.1 : 3.9, n = tall ? 5 : low ? 3 : 4;
  const top = pile(m, material, { w: W, d: D, t, layers: n, seed: 2 + n, sag: 0.5, jitter: 0.9 });
  fringe(m, { w: W - 1, y: top - t * 0.62, z: D / 2 - 0.3, material: cloth({ colour: look.colour }, { thread: 3, fuzz: 0.9 }), seed: 4, length: Math.min(4, top - t) });
  m.focus = { at: [W * 0.18, top * 0.72, D * 0.46], size: 22, elevation: 24 };
  m.side = { turn: 34, elevation: 34 };
  return m;
}

function teaTowel(look) {
  const m = new Model({ turn: -34, elevation: 38 }), set = look.shape === 'wide' ? 1 : 2;
  const repeat = look.finish === 'dipped' ? 4.2 : look.finish === 'banded' ? 7 : 3;
  const first = cloth(look, { weave: look.finish === 'ribbed' ? 'rib' : 'plain', thread: 2, repeat, fuzz: 0.3 });
  const second = cloth({ colour: look.colour === 'chalk' || look.colour === 'oat' ? 'sage' : 'oat', finish: 'plain' }, { thread: 2, fuzz: 0.3 });
  let y = 0;
  if (set > 1) y = pile(m, second, { w: 26, d: 19, t: 0.95, layers: 2, seed: 5, sag: 0.22, jitter: 0.3 });
  y = pile(m, first, { w: set > 1 ? 25 : 30, d: set > 1 ? 18.4 : 22, t: 0.95, layers: look.shape === 'tall' ? 4 : 3, seed: 3, sag: 0.26, from: y, jitter: 0.35 });
  const x = (set > 1 ? 25 : 30) * 0.36;
  m.add(swept([[x, y - 0.5, 9.0], [x + 0.3, y - 0.4, 11.2], [x + 1.2, y - 0.75, 12.4], [x + 2.0, y - 0.45, 11.2], [x + 1.9, y - 0.5, 9.0]], [0.34, 0.1], { side: [0, 1, 0], square: 0.4 }), leather('#8A5A3A'), { at: [0, -0.1, 0] });
  m.focus = { at: [5, y, 6], size: 14, elevation: 34 };
  m.side = { turn: 30, elevation: 50 };
  return m;
}

export function towelStack(look) {
  const m = new Model({ turn: -32, elevation: 17 }), wide = look.shape === 'wide', low = look.shape === 'low';
  const kind = look.finish === 'ribbed' ? 'rib' : 'terry';
  const main = cloth({ ...look, finish: look.finish === 'ribbed' ? 'plain' : look.finish }, { weave: kind, thread: 1.5, repeat: 9, fuzz: 1.1 });
  const other = cloth({ colour: look.colour === 'chalk' ? 'oat' : 'chalk' }, { weave: kind, thread: 1.5, fuzz: 1.1 });
  const W = wide ? 38 : 32, D = wide ? 26 : 24;
  let y = pile(m, main, { w: W, d: D, t: 4.0, layers: 2, seed: 2, sag: 0.4 });
  if (!low) y = pile(m, other, { w: W - 0.8, d: D - 0.6, t: 3.8, layers: 1, seed: 7, sag: 0.4, from: y });
  y = pile(m, main, { w: W - 1, d: D - 0.6, t: 3.9, layers: low ? 1 : 2, seed: 9, sag: 0.4, from: y });
  m.add(sheet((u, v) => [W * 0.26 + u * 2.6, y - 3.2 + v * 1.9, D / 2 + 0.12], { cols: 2, rows: 2 }), print('woven-label', 2.6, 1.9, (c, w, h, t) => { c.fillStyle = '#F3ECDF'; c.fillRect(0, 0, w, h); t.mark(c, w / 2, h / 2, 1.2, 'ink'); }, { scale: 48 }));
  m.focus = { at: [W * 0.2, y * 0.72, D * 0.45], size: 17, elevation: 18 };
  m.side = { turn: 36, elevation: 28 };
  return m;
}

export const textiles = { cushion, 'folded-blanket': foldedBlanket, 'tea-towel': teaTowel, 'towel-stack': towelStack };

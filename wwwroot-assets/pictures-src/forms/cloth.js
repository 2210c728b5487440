import { finish } from './turned.js';

/** A grid of points from `at(u, v)` with u, v in 0..1; texture in centimetres `w` by `h`. */
export function sheet(at, { cols = 60, rows = 60, w = 1, h = 1, centred = false } = {}) {
  const position = [], uv = [], index = [];
  for (let i = 0; i <= rows; i++) for (let j = 0; j <= cols; j++) {
    const u = j / cols, v = i / rows;
    position.push(...at(u, v));
    uv.push((u - (centred ? 0.5 : 0)) * w, v * h);
  }
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) {
    const a = i * (cols + 1) + j, b = a + cols + 1;
    index.push(a, b, a + 1, a + 1, b, b + 1);
  }
  return finish(position, uv, index);
}

/** Soft repeatable noise for folds and creases, -1..1. */
export function drift(x, y = 0, seed = 0) {
  return (Math.sin(x * 1.7 + seed) + Math.sin(x * 0.9 - y * 1.3 + seed * 2.1) + Math.sin(y * 2.1 + x * 0.4 + seed * 0.7)) / 3;
}

/**
 * Cloth folded into layers, seen from its end: a flat line that runs to and fro,
 * given a thickness and swept across the width. Lies on y = 0; folds show on +z.
 */
export function folded({ width, depth, layers, thickness, seed = 1, sag = 0.2, lean = 0.15 }) {
  const parts = [];
  for (let k = 0; k < layers; k++) {
    const d = depth - (k % 2) * 0.5 - Math.abs(drift(k * 2.3, 0, seed)) * 0.5, w = width - Math.abs(drift(k, 3, seed)) * 0.5;
    const y0 = k * thickness * 0.96;
    parts.push(layer({ w, d, y0, thickness, seed: seed + k * 1.7, sag, shift: drift(k * 1.9, 1, seed) * lean }));
  }
  return parts;
}

/** One folded layer: two plies that meet in a round fold at the front. */
function layer({ w, d, y0, thickness: t, seed, sag, shift }) {
  const half = 40;
  // outline of the end: a long rounded lozenge, flat at the back, full at the front
  const ring = [];
  for (let i = 0; i <= half; i++) {
    const a = (i / half) * Math.PI * 2;
    const c = Math.cos(a), s = Math.sin(a);
    const z = Math.sign(c) * Math.abs(c) ** 0.22 * (d / 2), y = Math.sign(s) * Math.abs(s) ** 0.6 * (t / 2);
    ring.push([z, y]);
  }
  return sheet((u, v) => {
    const [z, y] = ring[Math.round(u * half)];
    const x = (v - 0.5) * w, e = Math.abs(v - 0.5) * 2;
    const end = e > 0.93 ? Math.sqrt(Math.max(0, 1 - ((e - 0.93) / 0.07) ** 2)) : 1;
    const wave = drift(x * 0.16, z * 0.1, seed) * sag * 0.5;
    return [x + shift + drift(z * 0.3, y, seed) * 0.12, y0 + t / 2 + y * (0.25 + 0.75 * end) + wave * (y0 > 0.1 ? 0.3 : 0) , z + drift(x * 0.2, y0, seed) * sag * 0.8 + shift];
  }, { cols: half, rows: 64, w: 2 * d, h: w });
}

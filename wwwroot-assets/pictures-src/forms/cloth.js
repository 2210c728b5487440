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

import { CatmullRomCurve3, Vector3 } from 'three';
import { finish } from './turned.js';

/**
 * Sweeps an oval along a line of points: handles, cords, ribbons, wires.
 * `size(t)` gives [half width across `side`, half height]; `side` keeps flat sections from twisting.
 */
export function swept(points, size, { side, steps = 64, ring = 20, closed = false, square = 0, tension = 0.5, caps = true } = {}) {
  const curve = points.getPoint ? points : new CatmullRomCurve3(points.map((p) => new Vector3(...p)), closed, 'catmullrom', tension);
  const at = typeof size === 'function' ? size : () => (Array.isArray(size) ? size : [size, size]);
  const position = [], uv = [], index = [];
  const cols = ring + 1, rows = steps + 1;
  let across = side ? new Vector3(...side).normalize() : firstNormal(curve.getTangentAt(0));
  const total = curve.getLength();
  const tangent = new Vector3(), up = new Vector3(), p = new Vector3();
  for (let i = 0; i < rows; i++) {
    const t = i / steps;
    curve.getPointAt(t, p);
    curve.getTangentAt(t, tangent);
    if (side) across.set(...side);
    across.addScaledVector(tangent, -across.dot(tangent)).normalize();
    up.crossVectors(across, tangent).normalize();
    let [a, b] = at(t);
    for (let j = 0; j < cols; j++) {
      const angle = (j / ring) * Math.PI * 2;
      const c = bulge(Math.cos(angle), square), s = bulge(Math.sin(angle), square);
      position.push(p.x + across.x * a * c + up.x * b * s, p.y + across.y * a * c + up.y * b * s, p.z + across.z * a * c + up.z * b * s);
      uv.push((j / ring) * 6.28 * ((a + b) / 2), t * total);
    }
  }
  for (let i = 0; i < steps; i++) for (let j = 0; j < ring; j++) {
    const k = i * cols + j;
    index.push(k, k + cols, k + 1, k + 1, k + cols, k + cols + 1);
  }
  if (caps && !closed) for (const row of [0, steps]) {
    const start = position.length / 3, first = row * cols;
    curve.getPointAt(row / steps, p);
    position.push(p.x, p.y, p.z);
    uv.push(0, 0);
    for (let j = 0; j < cols; j++) {
      position.push(...position.slice((first + j) * 3, (first + j) * 3 + 3));
      uv.push(0, 0);
    }
    for (let j = 1; j < cols; j++) row === 0 ? index.push(start, start + j, start + j + 1) : index.push(start, start + j + 1, start + j);
  }
  const geometry = finish(position, uv, index);
  mendSeam(geometry, rows, cols);
  return geometry;
}

/** Round ends for a swept thing: scale of the section near both ends. */
export const taper = (t, ends = 0.08) => {
  const d = Math.min(t, 1 - t);
  return d >= ends ? 1 : Math.sqrt(Math.max(0.0004, 1 - (1 - d / ends) ** 2));
};

const bulge = (v, square) => (square ? Math.sign(v) * Math.abs(v) ** (1 - square) : v);

function firstNormal(tangent) {
  const helper = Math.abs(tangent.y) < 0.9 ? new Vector3(0, 1, 0) : new Vector3(1, 0, 0);
  return helper.cross(tangent).normalize();
}

function mendSeam(geometry, rows, cols) {
  const n = geometry.attributes.normal;
  for (let i = 0; i < rows; i++) {
    const a = i * cols, b = a + cols - 1;
    const v = new Vector3(n.getX(a) + n.getX(b), n.getY(a) + n.getY(b), n.getZ(a) + n.getZ(b)).normalize();
    n.setXYZ(a, v.x, v.y, v.z);
    n.setXYZ(b, v.x, v.y, v.z);
  }
}

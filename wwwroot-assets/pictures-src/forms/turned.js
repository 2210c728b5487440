import { BufferAttribute, BufferGeometry } from 'three';
import { offset, rounded, tidy } from './profile.js';

/**
 * Turns an outline [radius, y] around the upright axis.
 * `shape(r, y, angle, t)` may move the radius (flutes, an oval, the hand of the potter);
 * `inside` is the first profile index of the inner wall, so that finishes can tell in from out.
 */
export function turned(profile, { segments = 96, shape, inside = Infinity, closedAt = 0 } = {}) {
  const points = tidy(profile);
  const rows = points.length, cols = segments + 1;
  const position = new Float32Array(rows * cols * 3), uv = new Float32Array(rows * cols * 2), trim = new Float32Array(rows * cols * 2);
  const edge = convexity(points);
  let run = 0;
  for (let i = 0; i < rows; i++) {
    if (i) run += Math.hypot(points[i][0] - points[i - 1][0], points[i][1] - points[i - 1][1]);
    for (let j = 0; j < cols; j++) {
      const angle = (j / segments) * Math.PI * 2, k = i * cols + j;
      const [r0, y] = points[i];
      const r = shape && r0 > closedAt ? shape(r0, y, angle, i / (rows - 1), i >= inside) : r0;
      position.set([r * Math.sin(angle), y, r * Math.cos(angle)], k * 3);
      uv.set([angle * 5, run], k * 2);
      trim.set([edge[i], i >= inside ? 1 : 0], k * 2);
    }
  }
  const index = [];
  for (let i = 0; i < rows - 1; i++) for (let j = 0; j < segments; j++) {
    const a = i * cols + j, b = a + cols;
    index.push(a, a + 1, b, b, a + 1, b + 1);
  }
  return finish(position, uv, index, { trim, seam: [rows, cols] });
}

/** A hollow pot: outline of the outside from the foot to the lip, wall thickness, floor height. */
export function vessel(outline, { wall = 0.35, floor = 0.6, foot = 0.25, recess = 0.15, lip, segments, shape, inner = 0.6 } = {}) {
  const outer = dense(tidy(outline));
  const base = outer[0];
  const bottom = recess > 0
    ? rounded([[0, base[1] + recess], [Math.max(0.05, base[0] - foot - 0.12), base[1] + recess], [base[0] - foot, base[1], 0.06], base], 0.08).slice(0, -1)
    : [[0, base[1]]];
  const rim = outer[outer.length - 1];
  const within = offset(outer, wall).filter((p, i) => p[1] > floor + inner * 0.4 && p[0] > 0.02 && i < outer.length - 2).reverse();
  const top = within[0] ?? [rim[0] - wall, rim[1] - 0.2];
  const lipHeight = lip ?? wall * 0.5;
  const lipPoints = [];
  const a = [rim[0], rim[1]], b = [rim[0] - wall, rim[1]];
  for (let k = 1; k < 8; k++) {
    const t = (k / 8) * Math.PI;
    lipPoints.push([(a[0] + b[0]) / 2 + (Math.cos(t) * wall) / 2, rim[1] + Math.sin(t) * lipHeight]);
  }
  const last = within[within.length - 1] ?? top;
  const ending = rounded([last, [Math.max(0.1, last[0] - 0.02), floor, inner], [0, floor]], 0).slice(1);
  const profile = [...bottom, ...outer, ...lipPoints, ...within, ...ending];
  return turned(profile, { segments, shape, inside: bottom.length + outer.length + 4 });
}

/** Splits long stretches, so that an offset line follows a cone as well as a curve. */
function dense(points, step = 0.6) {
  return points.flatMap((p, i) => {
    if (!i) return [p];
    const a = points[i - 1], n = Math.max(1, Math.min(24, Math.ceil(Math.hypot(p[0] - a[0], p[1] - a[1]) / step)));
    return Array.from({ length: n }, (_, k) => [a[0] + ((p[0] - a[0]) * (k + 1)) / n, a[1] + ((p[1] - a[1]) * (k + 1)) / n]);
  });
}

/** Upright flutes between two heights, fading in and out; use as `shape`. */
export function flutes({ count = 32, depth = 0.16, from, to, fade = 0.5, also }) {
  return (r, y, angle, t, isInside) => {
    const base = also ? also(r, y, angle, t, isInside) : r;
    if (isInside) return base;
    const s = (v) => Math.max(0, Math.min(1, v));
    const k = s((y - from) / fade) * s((to - y) / fade);
    return base - depth * (k * k * (3 - 2 * k)) * (1 - Math.abs(Math.sin((angle * count) / 2)) ** 0.8);
  };
}

/** The slight unevenness of a thing thrown by hand. */
export function handmade(amount = 0.006, seed = 1) {
  return (r, y, angle) => r * (1 + amount * (Math.sin(angle * 2 + seed + y * 0.1) * 0.6 + Math.sin(angle * 3 + seed * 2.3 - y * 0.2) * 0.4));
}

function convexity(points) {
  return points.map((p, i) => {
    const a = points[i - 1], b = points[i + 1];
    if (!a || !b) return 0;
    const ax = p[0] - a[0], ay = p[1] - a[1], bx = b[0] - p[0], by = b[1] - p[1];
    const bend = (ax * by - ay * bx) / ((Math.hypot(ax, ay) * Math.hypot(bx, by) || 1) * (Math.hypot(ax, ay) + Math.hypot(bx, by)) * 0.5);
    return Math.max(0, Math.min(1, bend * 0.22));
  });
}

/** Builds a geometry; `seam` joins the normals of the first and the last column of a grid. */
export function finish(position, uv, index, { trim, seam } = {}) {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(position), 3));
  geometry.setAttribute('uv', new BufferAttribute(new Float32Array(uv), 2));
  if (trim) geometry.setAttribute('trim', new BufferAttribute(new Float32Array(trim), 2));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  if (seam) {
    const n = geometry.attributes.normal, [rows, cols] = seam;
    for (let i = 0; i < rows; i++) {
      const a = i * cols, b = a + cols - 1;
      const x = n.getX(a) + n.getX(b), y = n.getY(a) + n.getY(b), z = n.getZ(a) + n.getZ(b), l = Math.hypot(x, y, z) || 1;
      n.setXYZ(a, x / l, y / l, z / l);
      n.setXYZ(b, x / l, y / l, z / l);
    }
    const p = geometry.attributes.position;
    for (const row of [0, rows - 1]) {
      if (Math.hypot(p.getX(row * cols), p.getZ(row * cols)) > 1e-3) continue;
      const up = n.getY(row * cols + 1) >= 0 ? 1 : -1;
      for (let j = 0; j < cols; j++) n.setXYZ(row * cols + j, 0, up, 0);
    }
  }
  return geometry;
}

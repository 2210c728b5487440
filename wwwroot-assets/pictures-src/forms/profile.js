/** Flat outlines, in centimetres, as lists of [x, y]. */

const sub = (a, b) => [a[0] - b[0], a[1] - b[1]];
const length = (v) => Math.hypot(v[0], v[1]);
const towards = (a, b, d) => {
  const v = sub(b, a), l = length(v) || 1;
  return [a[0] + (v[0] / l) * d, a[1] + (v[1] / l) * d];
};

/** Rounds the corners of a polyline; a point is [x, y, radius]. */
export function rounded(points, radius = 0, steps = 6) {
  const out = [];
  points.forEach((p, i) => {
    const r = p[2] ?? radius;
    const before = points[i - 1], after = points[i + 1];
    if (!before || !after || r <= 0) return out.push([p[0], p[1]]);
    const d = Math.min(r, length(sub(p, before)) * 0.49, length(sub(p, after)) * 0.49);
    const a = towards(p, before, d), b = towards(p, after, d);
    for (let k = 0; k <= steps; k++) {
      const t = k / steps, u = 1 - t;
      out.push([u * u * a[0] + 2 * u * t * p[0] + t * t * b[0], u * u * a[1] + 2 * u * t * p[1] + t * t * b[1]]);
    }
  });
  return out;
}

/** A smooth line through the points (centripetal Catmull-Rom). */
export function smooth(points, steps = 8) {
  const out = [];
  const at = (i) => points[Math.max(0, Math.min(points.length - 1, i))];
  for (let i = 0; i < points.length - 1; i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const d = (a, b) => Math.max(1e-4, Math.sqrt(length(sub(a, b))));
    const d1 = d(p0, p1), d2 = d(p1, p2), d3 = d(p2, p3);
    const tangent = (k) => {
      const m1 = i === 0 ? p2[k] - p1[k] : d2 * ((p1[k] - p0[k]) / d1 - (p2[k] - p0[k]) / (d1 + d2) + (p2[k] - p1[k]) / d2);
      const m2 = i === points.length - 2 ? p2[k] - p1[k] : d2 * ((p2[k] - p1[k]) / d2 - (p3[k] - p1[k]) / (d2 + d3) + (p3[k] - p2[k]) / d3);
      return [m1, m2];
    };
    const tx = tangent(0), ty = tangent(1);
    for (let s = 0; s < steps; s++) {
      const t = s / steps, t2 = t * t, t3 = t2 * t;
      const h = (a, b, m) => (2 * t3 - 3 * t2 + 1) * a + (t3 - 2 * t2 + t) * m[0] + (-2 * t3 + 3 * t2) * b + (t3 - t2) * m[1];
      out.push([h(p1[0], p2[0], tx), h(p1[1], p2[1], ty)]);
    }
  }
  out.push([...points[points.length - 1]]);
  return out;
}

/** Drops points that lie on top of each other, which would break normals. */
export function tidy(points, gap = 0.004) {
  return points.filter((p, i) => i === 0 || length(sub(p, points[i - 1])) > gap);
}

/** Moves a line sideways by d (to the left of its direction). */
export function offset(points, d) {
  return points.map((p, i) => {
    const a = points[Math.max(0, i - 1)], b = points[Math.min(points.length - 1, i + 1)];
    const v = sub(b, a), l = length(v) || 1;
    return [p[0] - (v[1] / l) * d, p[1] + (v[0] / l) * d];
  });
}

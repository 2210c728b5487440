import { ExtrudeGeometry, Shape, Path } from 'three';
import { RoundedBoxGeometry } from 'three/addons/geometries/RoundedBoxGeometry.js';
import { BufferAttribute } from 'three';

/** A box with soft edges, standing on y = 0. */
export function block(w, h, d, radius = 0.3, steps = 4) {
  const geometry = new RoundedBoxGeometry(w, h, d, steps, Math.min(radius, w / 2.01, h / 2.01, d / 2.01));
  geometry.translate(0, h / 2, 0);
  return planar(geometry);
}

/** A flat outline with thickness and a bevel, lying on y = 0, outline seen from above. */
export function slab(outline, thickness, { bevel = 0.25, curve = 24, bevelSteps = 4 } = {}) {
  const geometry = new ExtrudeGeometry(outline, {
    depth: Math.max(0.001, thickness - 2 * bevel), bevelEnabled: bevel > 0, bevelThickness: bevel, bevelSize: bevel, bevelOffset: -bevel, bevelSegments: bevelSteps, curveSegments: curve,
  });
  geometry.rotateX(-Math.PI / 2);
  geometry.translate(0, bevel, 0);
  return planar(geometry);
}

/** A rectangle with round corners as an outline for `slab`. */
export function plate(w, d, radius = 1, { at = [0, 0], path = false } = {}) {
  const shape = path ? new Path() : new Shape();
  const [x, y] = [at[0] - w / 2, at[1] - d / 2], r = Math.min(radius, w / 2, d / 2);
  shape.moveTo(x + r, y);
  shape.lineTo(x + w - r, y).absarc(x + w - r, y + r, r, -Math.PI / 2, 0, false);
  shape.lineTo(x + w, y + d - r).absarc(x + w - r, y + d - r, r, 0, Math.PI / 2, false);
  shape.lineTo(x + r, y + d).absarc(x + r, y + d - r, r, Math.PI / 2, Math.PI, false);
  shape.lineTo(x, y + r).absarc(x + r, y + r, r, Math.PI, Math.PI * 1.5, false);
  return shape;
}

/** Texture coordinates in centimetres from above, so that patterns keep their size. */
export function planar(geometry) {
  const p = geometry.attributes.position, uv = new Float32Array(p.count * 2);
  for (let i = 0; i < p.count; i++) uv.set([p.getX(i), p.getZ(i)], i * 2);
  geometry.setAttribute('uv', new BufferAttribute(uv, 2));
  return geometry;
}

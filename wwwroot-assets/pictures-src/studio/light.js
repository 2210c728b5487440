import { DataTexture, DirectionalLight, EquirectangularReflectionMapping, FloatType, LinearFilter, PMREMGenerator, RGBAFormat, Vector3 } from 'three';

/** Where the key light stands: high on the left, a little in front. */
export const keyDirection = new Vector3(-0.66, 0.72, 0.36).normalize();

/** The room: a wide window on the left, a silk overhead, a narrow strip on the right, a pale floor. */
const panels = [
  { at: [-0.86, 0.42, 0.34], half: [0.5, 0.62], soft: 0.22, light: [5.2, 5.0, 4.7] },
  { at: [0.05, 1, 0.12], half: [0.7, 0.55], soft: 0.35, light: [1.9, 1.9, 1.9] },
  { at: [0.97, 0.22, 0.2], half: [0.1, 0.75], soft: 0.08, light: [1.7, 1.75, 1.85] },
  { at: [0.35, 0.3, -0.9], half: [0.6, 0.5], soft: 0.3, light: [1.1, 1.1, 1.1] },
];

/** The room as an environment map, blurred once for every roughness. */
export function environment(renderer) {
  const w = 256, h = 128, data = new Float32Array(w * h * 4);
  const frames = panels.map((panel) => {
    const centre = new Vector3(...panel.at).normalize();
    const right = new Vector3(0, 1, 0.001).cross(centre).normalize();
    return { ...panel, centre, right, up: centre.clone().cross(right) };
  });
  const d = new Vector3();
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) {
    const theta = ((y + 0.5) / h - 0.5) * Math.PI, phi = ((x + 0.5) / w) * Math.PI * 2 - Math.PI;
    d.set(Math.cos(theta) * Math.cos(phi), Math.sin(theta), Math.cos(theta) * Math.sin(phi));
    const up = d.y;
    const base = up > 0 ? [0.5 + up * 0.2, 0.5 + up * 0.2, 0.5 + up * 0.21] : [0.52 - up * 0.06, 0.5 - up * 0.05, 0.465 - up * 0.04];
    for (const f of frames) {
      const c = d.dot(f.centre);
      if (c <= 0.05) continue;
      const k = fall(Math.abs(d.dot(f.right) / c), f.half[0], f.soft) * fall(Math.abs(d.dot(f.up) / c), f.half[1], f.soft);
      for (let i = 0; i < 3; i++) base[i] += f.light[i] * k;
    }
    data.set([...base, 1], (y * w + x) * 4);
  }
  const texture = new DataTexture(data, w, h, RGBAFormat, FloatType);
  texture.mapping = EquirectangularReflectionMapping;
  texture.minFilter = texture.magFilter = LinearFilter;
  texture.needsUpdate = true;
  const map = new PMREMGenerator(renderer).fromEquirectangular(texture).texture;
  texture.dispose();
  return map;
}

const fall = (v, half, soft) => {
  const t = Math.max(0, Math.min(1, (half + soft - v) / (2 * soft)));
  return t * t * (3 - 2 * t);
};

/** The two lamps that cast shadows; both are moved a little for every sample. */
export function lamps(scene) {
  const make = (colour, power) => {
    const light = new DirectionalLight(colour, power);
    light.castShadow = true;
    light.shadow.mapSize.set(640, 640);
    scene.add(light, light.target);
    return light;
  };
  return { key: make('#fff3e4', 1.75), dome: make('#f3f6fa', 0.95) };
}

/** Points the lamps for sample `i` of `n` at a ball of radius `r` around `centre`. */
export function aim({ key, dome }, i, n, centre, r) {
  const [a, b] = spread(i);
  point(key, around(keyDirection, Math.sqrt((i + 0.5) / n) * 0.26, i * 2.39996), centre, r);
  point(dome, domeDirection((i + 0.5) / n, a * 6.2832, b), centre, r);
}

/** Evenly spread pairs in 0..1. */
export const spread = (i) => [(0.5 + i * 0.7548776662) % 1, (0.5 + i * 0.5698402910) % 1];

/** A direction at `radius` (tangent) and `turn` around `axis`. */
export function around(axis, radius, turn) {
  const u = new Vector3(0, 1, 0).cross(axis).normalize(), v = axis.clone().cross(u);
  return axis.clone().addScaledVector(u, Math.cos(turn) * radius).addScaledVector(v, Math.sin(turn) * radius).normalize();
}

/** A direction from the upper half of the room, more often from high up. */
export function domeDirection(height, turn) {
  const s = Math.sqrt(height) * 0.97;
  return new Vector3(Math.cos(turn) * s, Math.sqrt(1 - s * s), Math.sin(turn) * s);
}

function point(light, direction, centre, r) {
  light.target.position.copy(centre);
  light.position.copy(centre).addScaledVector(direction, r * 3);
  light.target.updateMatrixWorld();
  const c = light.shadow.camera;
  Object.assign(c, { left: -r, right: r, top: r, bottom: -r, near: r * 1.5, far: r * 4.6 });
  c.updateProjectionMatrix();
  const texel = (2 * r) / 640;
  light.shadow.bias = -0.0008;
  light.shadow.normalBias = texel * 1.4;
  light.shadow.radius = 2.2;
}

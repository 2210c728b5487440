import { PerspectiveCamera, Vector3 } from 'three';

const radians = (d) => (d * Math.PI) / 180;

/** Points of all meshes in world space, thinned out; what the frame must hold. */
export function hull(group) {
  const points = [], v = new Vector3();
  group.updateMatrixWorld(true);
  group.traverse((o) => {
    if (!o.isMesh) return;
    const p = o.geometry.attributes.position, step = Math.max(1, Math.floor(p.count / 1500));
    for (let i = 0; i < p.count; i += step) points.push(v.fromBufferAttribute(p, i).applyMatrix4(o.matrixWorld).clone());
  });
  return points;
}

/**
 * A camera at `elevation` that sees all points inside `fill` of the frame and gives
 * wide and tall things the same visual weight; `shift` moves the picture in frame units.
 */
export function frame(points, { elevation = 18, azimuth = 0, fov = 20, aspect = 1, fill = 0.76, across = fill, weight = 0.6, shift = [0, 0.015] }) {
  const camera = new PerspectiveCamera(fov, aspect, 1, 5000);
  const direction = towards(elevation, azimuth);
  const target = points.reduce((a, p) => a.add(p), new Vector3()).divideScalar(points.length);
  let distance = 100;
  const v = new Vector3();
  for (let round = 0; round < 8; round++) {
    place(camera, target, direction, distance);
    const lo = [9, 9], hi = [-9, -9];
    for (const p of points) {
      v.copy(p).project(camera);
      [v.x, v.y].forEach((c, i) => { lo[i] = Math.min(lo[i], c); hi[i] = Math.max(hi[i], c); });
    }
    const w = (hi[0] - lo[0]) / 2, h = (hi[1] - lo[1]) / 2;
    const grow = Math.min(across / w, fill / h, weight / Math.sqrt(w * h));
    const half = Math.tan(radians(fov / 2)) * distance;
    const right = new Vector3(Math.cos(radians(azimuth)), 0, -Math.sin(radians(azimuth))), up = new Vector3().crossVectors(direction, right);
    target.addScaledVector(right, ((lo[0] + hi[0]) / 2 - shift[0] * 2) * half * aspect);
    target.addScaledVector(up, ((lo[1] + hi[1]) / 2 - shift[1] * 2) * half);
    distance /= Math.max(0.2, Math.min(5, grow));
  }
  place(camera, target, direction, distance);
  return camera;
}

/** A camera close to one point, `size` centimetres across. */
export function closeUp(at, size, { elevation = 24, azimuth = 0, fov = 24 }) {
  const camera = new PerspectiveCamera(fov, 1, 0.5, 5000);
  const direction = towards(elevation, azimuth);
  place(camera, at, direction, size / 2 / Math.tan(radians(fov / 2)));
  return camera;
}

const towards = (elevation, azimuth) => new Vector3(Math.sin(radians(azimuth)) * Math.cos(radians(elevation)), Math.sin(radians(elevation)), Math.cos(radians(azimuth)) * Math.cos(radians(elevation)));

function place(camera, target, direction, distance) {
  camera.position.copy(target).addScaledVector(direction, distance);
  camera.near = Math.max(0.5, distance * 0.1);
  camera.far = distance * 6;
  camera.lookAt(target);
  camera.updateProjectionMatrix();
  camera.updateMatrixWorld(true);
}

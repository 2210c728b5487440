import { BufferAttribute, Euler, Group, Matrix4, Mesh, Quaternion, Vector3 } from 'three';

/** A thing to be photographed: meshes in one space, in centimetres, standing on y = 0 and facing +z. */
export class Model {
  group = new Group();
  /** How the camera likes to see it; angles in degrees. */
  pose = {};
  /** 'floor', or 'wall' for things that hang. */
  ground = 'floor';

  constructor(pose = {}, ground = 'floor') {
    this.pose = pose;
    this.ground = ground;
  }

  /** Adds a part. Its own space stays known to the material as `q` (wood grain follows the part). */
  add(geometry, material, { at = [0, 0, 0], turn = [0, 0, 0], scale = 1, shadow = true } = {}) {
    const s = Array.isArray(scale) ? scale : [scale, scale, scale];
    geometry.setAttribute('own', new BufferAttribute(geometry.attributes.position.array.slice(), 3));
    if (!geometry.attributes.trim) geometry.setAttribute('trim', new BufferAttribute(new Float32Array(geometry.attributes.position.count * 2), 2));
    geometry.applyMatrix4(new Matrix4().compose(
      new Vector3(...at), new Quaternion().setFromEuler(new Euler(...turn.map((a) => (a * Math.PI) / 180), 'YXZ')), new Vector3(...s)));
    const mesh = new Mesh(geometry, material);
    mesh.castShadow = shadow && !material.userData.glow;
    mesh.receiveShadow = true;
    mesh.frustumCulled = false;
    this.group.add(mesh);
    return mesh;
  }

  /** Puts another model into this one (for still lifes and sets). */
  place(other, { at = [0, 0, 0], turn = [0, 0, 0], scale = 1 } = {}) {
    const group = other.group;
    group.position.set(...at);
    group.rotation.set(...turn.map((a) => (a * Math.PI) / 180), 'YXZ');
    group.scale.setScalar(scale);
    this.group.add(group);
    return this;
  }

  dispose() {
    this.group.traverse((o) => o.geometry?.dispose());
  }
}

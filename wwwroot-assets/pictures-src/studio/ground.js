import { CustomBlending, AddEquation, OneFactor, DoubleSide, HalfFloatType, LessDepth, LinearFilter, Mesh, NoBlending, OneMinusSrcAlphaFactor, OrthographicCamera, PlaneGeometry, Scene, ShaderMaterial, Vector2, Vector3, WebGLRenderTarget } from 'three';
import { around, domeDirection, keyDirection } from './light.js';

const keySamples = 22, domeSamples = 38, size = 384;

/**
 * The ground (floor or wall) and the shadow on it. The shadow is found before the picture is taken:
 * the thing is pressed flat along many light directions and the silhouettes are added up.
 */
export class Ground {
  target = new WebGLRenderTarget(size, size, { type: HalfFloatType, minFilter: LinearFilter, magFilter: LinearFilter });
  camera = new OrthographicCamera(-1, 1, 1, -1, 0, 1);
  press = new ShaderMaterial({
    uniforms: { uLight: { value: new Vector3() }, uShare: { value: new Vector2() }, uDepth: { value: 0 }, uCentre: { value: new Vector3() }, uHalf: { value: 1 }, uWall: { value: 0 }, uVeil: { value: 1 } },
    vertexShader: /* glsl */ `uniform vec3 uLight; uniform vec3 uCentre; uniform float uHalf, uDepth, uWall;
      void main(){ vec3 w = (modelMatrix * vec4(position, 1.)).xyz - uCentre;
        vec3 f = uWall > .5 ? w - uLight * (w.z / uLight.z) : w - uLight * (max(w.y, 0.) / uLight.y);
        gl_Position = vec4((uWall > .5 ? f.xy : vec2(f.x, -f.z)) / uHalf, uDepth, 1.); }`,
    fragmentShader: 'uniform vec2 uShare; uniform float uVeil; void main(){ gl_FragColor = vec4(uShare * uVeil, 0., 1.); }',
    side: DoubleSide, depthFunc: LessDepth, blending: CustomBlending, blendEquation: AddEquation, blendSrc: OneFactor, blendDst: OneFactor,
  });
  mesh = new Mesh(new PlaneGeometry(1, 1), new ShaderMaterial({
    uniforms: { uMap: { value: this.target.texture }, uCentre: this.press.uniforms.uCentre, uHalf: this.press.uniforms.uHalf, uWall: this.press.uniforms.uWall, uTint: { value: new Vector3() }, uDark: { value: new Vector2(0.54, 0.8) } },
    vertexShader: 'varying vec3 vW; void main(){ vec4 w = modelMatrix * vec4(position, 1.); vW = w.xyz; gl_Position = projectionMatrix * viewMatrix * w; }',
    fragmentShader: /* glsl */ `uniform sampler2D uMap; uniform vec3 uCentre; uniform float uHalf, uWall; uniform vec3 uTint; uniform vec2 uDark; varying vec3 vW;
      void main(){ vec3 d = vW - uCentre; vec2 at = (uWall > .5 ? d.xy : vec2(d.x, -d.z)) / uHalf; vec2 s = texture2D(uMap, at * .5 + .5).rg; float far = max(abs(at.x), abs(at.y)); s *= 1. - smoothstep(.82, 1., far);
        float a = 1. - (1. - uDark.x * s.x) * (1. - uDark.y * pow(s.y, 1.15));
        gl_FragColor = vec4(uTint * a, a); }`,
    transparent: true, depthWrite: true, blending: CustomBlending, blendSrc: OneFactor, blendDst: OneMinusSrcAlphaFactor,
  }));

  /* evens out the steps between samples: the key's shadow a little, the room's a lot */
  other = new WebGLRenderTarget(size, size, { type: HalfFloatType, minFilter: LinearFilter, magFilter: LinearFilter });
  blur = new Mesh(new PlaneGeometry(2, 2), new ShaderMaterial({
    uniforms: { uMap: { value: null }, uStep: { value: new Vector2() } }, depthTest: false, depthWrite: false, blending: NoBlending,
    vertexShader: 'varying vec2 vAt; void main(){ vAt = uv; gl_Position = vec4(position.xy, 0., 1.); }',
    fragmentShader: /* glsl */ `uniform sampler2D uMap; uniform vec2 uStep; varying vec2 vAt;
      void main(){ vec2 sum = vec2(0.), all = vec2(0.); for (int i = -5; i <= 5; i++) { float x = float(i); vec2 w = exp(-x * x / vec2(2.2, 9.)); sum += texture2D(uMap, vAt + uStep * x).rg * w; all += w; } gl_FragColor = vec4(sum / all, 0., 1.); }`,
  }));
  blurring = new Scene().add(this.blur);

  /** Presses the group's shadow and puts the plane under (or behind) it. */
  lay(renderer, scene, group, box, { wall = false, tint, dark = [0.54, 0.8] }) {
    const u = this.press.uniforms;
    const centre = box.getCenter(new Vector3()), extent = box.getSize(new Vector3());
    u.uWall.value = wall ? 1 : 0;
    u.uCentre.value.set(centre.x, wall ? centre.y : 0, wall ? 0 : centre.z);
    u.uHalf.value = Math.max(extent.x, extent.y, extent.z) * 1.5 + 2;
    this.mesh.material.uniforms.uTint.value.set(...tint);
    this.mesh.material.uniforms.uDark.value.set(...dark);
    this.mesh.scale.setScalar(u.uHalf.value * 8);
    this.mesh.rotation.set(wall ? 0 : -Math.PI / 2, 0, 0);
    this.mesh.position.copy(u.uCentre.value).add(new Vector3(0, wall ? 0 : -0.005, wall ? -0.005 : 0));
    this.mesh.renderOrder = -1;

    const glassy = [], solid = [];
    group.traverse((o) => o.isMesh && o.castShadow && (o.material.userData.veil ? glassy : solid).push(o));
    group.updateMatrixWorld(true);
    renderer.setRenderTarget(this.target);
    renderer.setClearColor(0x000000, 0);
    renderer.clear();
    const auto = renderer.autoClear, shadows = renderer.shadowMap.enabled;
    renderer.autoClear = false;
    renderer.shadowMap.enabled = false;
    const was = new Map([...solid, ...glassy].map((m) => [m, m.material]));
    const visible = new Map();
    scene.traverse((o) => { if (o.isMesh) { visible.set(o, o.visible); o.visible = was.has(o); } });
    was.forEach((_, mesh) => { mesh.material = this.press; });
    const total = keySamples + domeSamples;
    let layer = 0;
    for (const [meshes, others, veil] of [[solid, glassy, 1], [glassy, solid, 0.36]]) {
      if (!meshes.length) continue;
      others.forEach((m) => { m.visible = false; });
      meshes.forEach((m) => { m.visible = true; });
      u.uVeil.value = veil;
      for (let i = 0; i < total; i++) {
        const isKey = i < keySamples, k = isKey ? i : i - keySamples;
        const direction = isKey ? around(keyDirection, Math.sqrt((k + 0.5) / keySamples) * 0.24, k * 2.39996) : domeDirection((k + 0.5) / domeSamples, k * 2.39996);
        if (wall) {
          if (!isKey) direction.set(direction.x, direction.z, direction.y);
          else direction.set(-0.5, 0.62, 0.72).normalize().add(around(keyDirection, Math.sqrt((k + 0.5) / keySamples) * 0.24, k * 2.39996).sub(keyDirection)).normalize();
        }
        u.uLight.value.copy(direction);
        u.uShare.value.set(isKey ? 1 / keySamples : 0, isKey ? 0 : 1 / domeSamples);
        u.uDepth.value = 0.98 - (1.9 * layer++) / (total * 2);
        this.press.uniformsNeedUpdate = true;
        renderer.render(scene, this.camera);
      }
    }
    this.blur.frustumCulled = false;
    for (const [from, to, x, y] of [[this.target, this.other, 1, 0], [this.other, this.target, 0, 1]]) {
      this.blur.material.uniforms.uMap.value = from.texture;
      this.blur.material.uniforms.uStep.value.set(x / size, y / size);
      renderer.setRenderTarget(to);
      renderer.render(this.blurring, this.camera);
    }
    was.forEach((material, mesh) => { mesh.material = material; });
    visible.forEach((v, mesh) => { mesh.visible = v; });
    renderer.autoClear = auto;
    renderer.shadowMap.enabled = shadows;
  }
}

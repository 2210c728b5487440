import { AddEquation, Box3, Color, CustomBlending, FloatType, HalfFloatType, Mesh, NoBlending, OneFactor, OrthographicCamera, PCFShadowMap, PlaneGeometry, Scene, ShaderMaterial, Sphere, Vector3, WebGLRenderer, WebGLRenderTarget } from 'three';
import { closeUp, frame, hull } from './framing.js';
import { Ground } from './ground.js';
import { aim, environment, lamps, spread } from './light.js';

const quad = 'varying vec2 vAt; void main(){ vAt = uv; gl_Position = vec4(position.xy * 2., 0., 1.); }';

/** A photographer's studio: takes a model, gives back the pixels of its picture. */
export class Studio {
  renderer = new WebGLRenderer({ antialias: false, alpha: true, preserveDrawingBuffer: true });
  scene = new Scene();
  ground = new Ground();
  flat = new OrthographicCamera(-1, 1, 1, -1, 0, 1);

  constructor() {
    this.renderer.shadowMap.enabled = true;
    this.renderer.shadowMap.type = PCFShadowMap;
    this.renderer.setPixelRatio(1);
    this.scene.environment = environment(this.renderer);
    this.scene.environmentIntensity = 0.54;
    this.lamps = lamps(this.scene);
    this.scene.add(this.ground.mesh);
    this.add = screen('uniform sampler2D uMap; varying vec2 vAt; void main(){ gl_FragColor = texture2D(uMap, vAt); }', { uMap: { value: null } },
      { blending: CustomBlending, blendEquation: AddEquation, blendSrc: OneFactor, blendDst: OneFactor });
    this.develop = screen(/* glsl */ `uniform sampler2D uMap; uniform float uShare; uniform vec3 uGround; uniform float uOpen; uniform float uExposure; varying vec2 vAt;
      vec3 film(vec3 c){ float m = max(c.r, max(c.g, c.b)), knee = .74; if (m <= knee) return c; float d = 1. - knee; float n = 1. - d * d / (m + d - knee); return mix(c * (n / m), vec3(n), .25 * (1. - 1. / (.35 * (m - n) + 1.))); }
      vec3 encode(vec3 c){ return mix(c * 12.92, 1.055 * pow(max(c, 0.), vec3(1. / 2.4)) - .055, step(.0031308, c)); }
      float grain(vec2 p){ return fract(sin(dot(p, vec2(12.9898, 78.233))) * 43758.5453); }
      void main(){ vec4 s = texture2D(uMap, vAt) * uShare; vec3 c = film(s.rgb * uExposure);
        if (uOpen > .5) { gl_FragColor = vec4(encode(c / max(s.a, .002)), s.a); return; }
        c += uGround * (1. - s.a);
        gl_FragColor = vec4(encode(c) + (grain(gl_FragCoord.xy) - .5) / 255., 1.); }`,
      { uMap: { value: null }, uShare: { value: 1 }, uGround: { value: new Color() }, uOpen: { value: 0 }, uExposure: { value: 1 } }, { blending: NoBlending });
  }

  /** Sets the size of the picture; buffers are kept while it stays the same. */
  resize(width, height) {
    if (this.width === width && this.height === height) return;
    Object.assign(this, { width, height });
    this.renderer.setSize(width, height, false);
    this.sample?.dispose();
    this.sum?.dispose();
    this.sample = new WebGLRenderTarget(width, height, { type: HalfFloatType });
    this.sum = new WebGLRenderTarget(width, height, { type: FloatType, depthBuffer: false });
  }

  /**
   * Takes the picture. `view` is 'front' | 'side' | 'detail' or a camera setting;
   * `ground` a tint; `open` leaves the ground transparent.
   */
  shoot(model, { width = 640, height = width, ground = '#FAF7F2', view = {}, samples = 8, open = false, exposure = 1 }) {
    this.resize(width, height);
    const { renderer, scene } = this, group = model.group;
    scene.add(group);
    const hangs = model.ground === 'wall'; // what hangs stays flat on the wall; the camera walks instead
    group.rotation.y = hangs ? 0 : ((view.turn ?? 0) * Math.PI) / 180;
    if (hangs) view = { ...view, azimuth: -(view.turn ?? 0), dark: [0.4, 0.45] };
    const points = hull(group), box = new Box3().setFromPoints(points);
    const centre = box.getCenter(new Vector3()), radius = box.getBoundingSphere(new Sphere()).radius * 1.04;
    const tint = new Color(ground);
    const shade = open ? [0.09, 0.07, 0.05] : [tint.r, tint.g, tint.b].map((c, i) => c ** 1.6 * [0.3, 0.25, 0.2][i]);
    this.ground.lay(renderer, scene, group, box, { wall: hangs, tint: shade, dark: view.dark });
    const camera = view.close
      ? closeUp(new Vector3(...view.close.at).applyMatrix4(group.matrixWorld), view.close.size, view)
      : frame(points, { aspect: width / height, ...view });

    renderer.setClearColor(0x000000, 0);
    renderer.setRenderTarget(this.sum);
    renderer.clear();
    for (let i = 0; i < samples; i++) {
      aim(this.lamps, i, samples, centre, radius);
      const [dx, dy] = spread(i);
      camera.setViewOffset(width, height, dx - 0.5, dy - 0.5, width, height);
      renderer.setRenderTarget(this.sample);
      renderer.setClearColor(0x000000, 0);
      renderer.clear();
      renderer.render(scene, camera);
      this.draw(this.add, this.sample.texture, this.sum);
    }
    const u = this.develop.material.uniforms;
    u.uShare.value = 1 / samples;
    u.uGround.value.copy(tint);
    u.uOpen.value = open ? 1 : 0;
    u.uExposure.value = exposure;
    this.developed ??= new WebGLRenderTarget(1, 1);
    this.developed.setSize(width, height);
    this.draw(this.develop, this.sum.texture, this.developed);
    const pixels = new Uint8Array(width * height * 4);
    renderer.readRenderTargetPixels(this.developed, 0, 0, width, height, pixels);
    scene.remove(group);
    return pixels;
  }

  draw(pass, texture, target) {
    pass.material.uniforms.uMap.value = texture;
    this.renderer.setRenderTarget(target);
    const auto = this.renderer.autoClear;
    this.renderer.autoClear = false;
    this.renderer.render(pass.scene, this.flat);
    this.renderer.autoClear = auto;
  }
}

function screen(fragmentShader, uniforms, options) {
  const material = new ShaderMaterial({ vertexShader: quad, fragmentShader, uniforms, depthTest: false, depthWrite: false, ...options });
  const scene = new Scene();
  const mesh = new Mesh(new PlaneGeometry(1, 1), material);
  mesh.frustumCulled = false;
  scene.add(mesh);
  return { scene, material };
}

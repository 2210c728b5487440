import { Color, DoubleSide, MeshStandardMaterial } from 'three';
import { colours } from '../palette.js';
import { noise } from './surface.js';

const cache = new Map();
const finishes = {
  dipped: 'float line = uHeight * .42 + (noise(vec3(vP.xz * .4, 2.)) - .5) * .5; a = mix(a, max(a, uFace * 2.2 + .22), 1. - smoothstep(-.03, .03, vP.y - line));',
  speckled: 'float b = max(spots(vP * 2.2 + 3., .3, .12), spots(vP * 4.1, .25, .16)); mirrored += b * .35; a += b * .1;',
};

/**
 * Thin glass on a light ground: clear where you look straight through, darker where the wall
 * turns away, with the studio's windows mirrored in it. Blended, so no refraction pass is needed.
 */
export function glass({ colour = 'clear', finish = 'plain' }, { depth = 1, frost = 0, height = 10, edge } = {}) {
  const kind = finishes[finish] ? finish : 'plain', key = `${colour} ${kind} ${depth} ${frost} ${height} ${edge}`;
  if (cache.has(key)) return cache.get(key);
  const clear = colour === 'clear', hex = colours[colour] ?? colour;
  const tint = new Color(clear ? '#9DB2AF' : hex), rim = new Color(clear ? '#42595A' : hex).multiplyScalar(clear ? 1 : 0.42);
  const material = new MeshStandardMaterial({ color: '#ffffff', roughness: 0.05 + frost, metalness: 0, transparent: true, depthWrite: false, envMapIntensity: 1, side: DoubleSide, premultipliedAlpha: true });
  const uniforms = { uTint: { value: tint }, uRim: { value: rim }, uFace: { value: (clear ? 0.04 : 0.26) * depth + frost * 0.5 }, uEdge: { value: edge ?? (clear ? 0.6 : 0.85) }, uHeight: { value: height } };
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    shader.vertexShader = 'varying vec3 vP;\n' + shader.vertexShader.replace('#include <begin_vertex>', '#include <begin_vertex>\n vP = position;');
    shader.fragmentShader = 'varying vec3 vP; uniform vec3 uTint; uniform vec3 uRim; uniform float uFace; uniform float uEdge; uniform float uHeight;\n' + noise + shader.fragmentShader
      .replace('#include <opaque_fragment>', `
        float away = 1. - clamp(abs(dot(normal, normalize(vViewPosition))), 0., 1.);
        float k = pow(away, 2.6);
        float a = mix(uFace, uEdge, k);
        vec3 mirrored = reflectedLight.directSpecular * .35 + max(reflectedLight.indirectSpecular - .012, 0.) * (1.5 - k);
        ${finishes[kind] ?? ''}
        vec3 body = mix(uTint, uRim, k) * .82;
        gl_FragColor = vec4(body * a + mirrored, clamp(a + dot(mirrored, vec3(.3)) * .6, 0., 1.));`)
      .replace('#include <premultiplied_alpha_fragment>', '');
  };
  material.customProgramCacheKey = () => 'glass-' + kind;
  material.userData.veil = clear ? 0.3 : 0.6;
  cache.set(key, material);
  return material;
}

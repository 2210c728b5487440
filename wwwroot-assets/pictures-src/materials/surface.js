import { Color, DoubleSide, MeshStandardMaterial } from 'three';

export const noise = /* glsl */ `
float hash(vec3 p){ p = fract(p * .3183099 + .1); p *= 17.; return fract(p.x * p.y * p.z * (p.x + p.y + p.z)); }
vec3 hash3(vec3 p){ return vec3(hash(p), hash(p + 31.7), hash(p + 71.3)); }
float noise(vec3 x){ vec3 i = floor(x), f = fract(x); f = f * f * (3. - 2. * f);
  return mix(mix(mix(hash(i), hash(i + vec3(1,0,0)), f.x), mix(hash(i + vec3(0,1,0)), hash(i + vec3(1,1,0)), f.x), f.y),
             mix(mix(hash(i + vec3(0,0,1)), hash(i + vec3(1,0,1)), f.x), mix(hash(i + vec3(0,1,1)), hash(i + vec3(1,1,1)), f.x), f.y), f.z); }
float fbm(vec3 p){ return noise(p) * .5 + noise(p * 2.03 + 7.) * .3 + noise(p * 4.1 + 3.) * .2; }
/* round spots, one per cell, of uneven size; 1 inside a spot */
float spots(vec3 p, float density, float size){ vec3 i = floor(p), h = hash3(i); float r = size * (.35 + .65 * h.y);
  float on = step(hash(i + 5.5), density); vec3 c = mix(vec3(r), vec3(1. - r), hash3(i + 9.1)); return on * (1. - smoothstep(r * .7, r, distance(fract(p), c))); }
struct Skin { vec3 color; float rough; float metal; float bump; float fuzz; vec3 glow; };
`;

const cache = new Map();

/**
 * A standard material whose colour, roughness and relief are written in a few lines of GLSL:
 * `p` is the place on the whole object, `q` on the part, `t` the texture in centimetres,
 * `edge` how sharp the form turns, `inside` the inner wall of a pot.
 */
export function surface({ name, glsl, uniforms = {}, double = false, rough = 0.5, metal = 0, ...rest }) {
  const key = name + JSON.stringify(uniforms) + JSON.stringify(rest);
  if (cache.has(key)) return cache.get(key);
  const material = new MeshStandardMaterial({ roughness: rough, metalness: metal, ...rest });
  if (double) material.side = DoubleSide;
  const own = {};
  for (const [k, v] of Object.entries(uniforms)) own[k] = { value: typeof v === 'string' ? new Color(v) : v };
  const declared = Object.entries(uniforms).map(([k, v]) => `uniform ${typeof v === 'string' ? 'vec3' : typeof v === 'number' ? 'float' : v.isTexture ? 'sampler2D' : 'vec' + v.length} ${k};`).join('\n');
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, own);
    shader.vertexShader = 'attribute vec3 own; attribute vec2 trim; varying vec3 vP; varying vec3 vQ; varying vec2 vT; varying vec2 vTrim;\n' +
      shader.vertexShader.replace('#include <begin_vertex>', '#include <begin_vertex>\n vP = position; vQ = own; vT = uv; vTrim = trim;');
    shader.fragmentShader = 'varying vec3 vP; varying vec3 vQ; varying vec2 vT; varying vec2 vTrim;\n' + noise + declared + `
      void skin(vec3 p, vec3 q, vec2 t, float edge, float inside, inout Skin s) { ${glsl} }
      vec3 relief(vec3 at, vec3 n, float h){ vec3 sx = dFdx(at), sy = dFdy(at); vec3 a = cross(sy, n), b = cross(n, sx); float det = dot(sx, a);
        return normalize(abs(det) * n - sign(det) * (dFdx(h) * a + dFdy(h) * b)); }
      ` + shader.fragmentShader
      .replace('#include <color_fragment>', `#include <color_fragment>
        Skin s = Skin(diffuseColor.rgb, roughness, metalness, 0., 0., vec3(0.)); skin(vP, vQ, vT, vTrim.x, vTrim.y, s); diffuseColor.rgb = s.color;`)
      .replace('#include <roughnessmap_fragment>', 'float roughnessFactor = s.rough;')
      .replace('#include <metalnessmap_fragment>', 'float metalnessFactor = s.metal;')
      .replace('#include <normal_fragment_maps>', 'normal = relief(-vViewPosition, normal, s.bump);')
      .replace('#include <emissivemap_fragment>', 'totalEmissiveRadiance += s.glow;')
      .replace('#include <opaque_fragment>', 'outgoingLight += s.color * s.fuzz * pow(1. - clamp(abs(dot(normal, normalize(vViewPosition))), 0., 1.), 2.5);\n#include <opaque_fragment>');
  };
  material.customProgramCacheKey = () => name;
  cache.set(key, material);
  return material;
}

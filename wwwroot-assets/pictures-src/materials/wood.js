import { colours } from '../palette.js';
import { surface } from './surface.js';

const kinds = {
  oak: ['#CFA673', '#A97A48'], walnut: ['#86603F', '#573A26'], beech: ['#DDBE96', '#C69D6C'], ink: ['#3A3430', '#25211F'], chalk: ['#E6D9C2', '#D3C1A2'],
};

/** Solid wood: the grain runs along one axis of the part and through its whole body. */
export function wood(kind = 'oak', { axis = 'x', seed = 0, rings = 1, rough = 0.55, paint = null, paintFrom = 1e3, paintBelow = -1e3 } = {}) {
  const [light, dark] = kinds[kind] ?? kinds.oak;
  const order = { x: 'q.yzx', y: 'q.xzy', z: 'q.xyz' }[axis];
  return surface({
    name: 'wood-' + axis + (paint ? '-painted' : ''), uniforms: { uLight: light, uDark: dark, uSeed: seed, uRings: rings, uRough: rough, ...(paint && { uPaint: colours[paint] ?? paint, uFrom: paintFrom, uBelow: paintBelow }) },
    glsl: /* glsl */ `
      vec3 g = ${order}; g.xy += vec2(uSeed * 3.1, uSeed * 1.7);
      float along = g.z;
      vec2 c = g.xy + vec2(2.2, -5.2) + vec2(fbm(vec3(g.xy * .12, along * .035 + uSeed)), fbm(vec3(g.yx * .12, along * .04 + 9.))) * 3.2;
      float d = length(c) * uRings * 1.15 + fbm(vec3(g.xy * .5, along * .06)) * .9;
      float ring = fract(d); ring = smoothstep(0., .72, ring) * (1. - smoothstep(.82, 1., ring));
      float fibre = noise(vec3(g.xy * 9., along * .35)) * .6 + noise(vec3(g.xy * 22., along * .8)) * .4;
      float pore = smoothstep(.74, .9, noise(vec3(g.xy * 15., along * 1.1 + 4.)));
      vec3 tone = mix(uLight, uDark, clamp(ring * .62 + (fibre - .5) * .5, 0., 1.));
      tone *= 1. + (fbm(vec3(g.xy * .3, along * .08 + uSeed)) - .5) * .22;
      s.color = tone * (1. - pore * .18); s.rough = uRough + ring * .1 + pore * .1; s.bump = -(ring * .006 + pore * .012);` + (paint ? 'float on = max(smoothstep(-.02, .02, p.x - uFrom), smoothstep(-.02, .02, uBelow - p.y)); s.color = mix(s.color, uPaint * (1. + (fibre - .5) * .08), on); s.rough = mix(s.rough, .5, on);' : ''),
  });
}

/** Which wood a colour name means. */
export function woodFor(colour) {
  return { walnut: 'walnut', oak: 'oak', ink: 'ink', chalk: 'chalk', oat: 'beech', sand: 'beech' }[colour] ?? 'oak';
}

export function cork({ seed = 0 } = {}) {
  return surface({
    name: 'cork', uniforms: { uSeed: seed },
    glsl: 's.color = mix(vec3(.55,.36,.2), vec3(.66,.47,.29), fbm(p * 2.2 + uSeed)); s.color *= 1. - .5 * smoothstep(.62, .8, noise(p * 5. + 2.)); s.rough = .92; s.bump = (noise(p * 8.) - .5) * .05;',
  });
}

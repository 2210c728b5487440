import { colours, lightness } from '../palette.js';
import { surface } from './surface.js';

const weaves = {
  plain: /* glsl */ `vec2 g = t * uThread; float over = step(.5, fract((floor(g.x) + floor(g.y)) * .5));
    vec2 f = fract(g) - .5; float w = over > .5 ? cos(f.y * 3.14159) * (.7 + .3 * cos(f.x * 3.14159)) : cos(f.x * 3.14159) * (.7 + .3 * cos(f.y * 3.14159));`,
  rib: /* glsl */ `vec2 g = t * uThread * vec2(.5, .9); float row = floor(g.y); vec2 f = vec2(fract(g.x + .5 * mod(row, 2.)) - .5, fract(g.y) - .5);
    float w = cos(f.x * 3.14159) * .8 * (.55 + .45 * cos(f.y * 3.14159));`,
  terry: /* glsl */ `vec2 g = t * uThread * 1.1; vec2 o = vec2(hash(vec3(floor(g), 1.)), hash(vec3(floor(g), 2.))) * .5; float w = 1. - smoothstep(.1, .75, length(fract(g) - .25 - o * .9));`,
};

const patterns = {
  plain: '',
  stripe: 'float k = abs(fract(t.y / uRepeat) - .5); float m = 1. - smoothstep(.13, .14, abs(k - .16)); m = max(m, 1. - smoothstep(.025, .035, abs(k - .38))); c = mix(c, uSecond, m * .92);',
  check: 'vec2 k = step(.5, fract(t / uRepeat)); float m = (k.x + k.y) * .5; c = mix(c, uSecond, m * .85);',
  weave: 'vec2 z = t / uRepeat * 2.; float d = abs(fract(z.x + (mod(floor(z.y), 2.) < 1. ? 1. : -1.) * fract(z.y)) - .5); c = mix(c, uSecond, (1. - smoothstep(.1, .14, d)) * .6);',
  flecked: 'float m = smoothstep(.7, .78, noise(vec3(t * vec2(1.6, 6.), 3.))) + smoothstep(.72, .8, noise(vec3(t * vec2(6., 1.6), 8.))); c = mix(c, uSecond, min(1., m) * .7);',
};

/** Woven or knitted cloth. `thread` is threads per centimetre; `repeat` the size of the pattern. */
export function cloth({ colour, finish = 'plain' }, { weave = 'plain', thread = 2.4, repeat = 6, fuzz = 0.5, double = true } = {}) {
  const key = { banded: 'stripe', dipped: 'check', ribbed: 'weave', speckled: 'flecked' }[finish] ?? finish;
  const hex = colours[colour] ?? colour;
  return surface({
    name: `cloth-${key}-${weave}`, double,
    uniforms: { uColor: hex, uSecond: lightness(hex) > 0.72 ? (key === 'flecked' ? '#8A7A68' : '#A8694E') : '#EFE7DA', uThread: thread, uRepeat: repeat, uFuzz: fuzz },
    glsl: weaves[weave] + /* glsl */ `
      vec3 c = uColor * (1. + (fbm(p * .25) - .5) * .1); ${patterns[key] ?? ''}
      float yarn = noise(vec3(t * uThread * vec2(.4, 3.), 1.)) * .5 + noise(vec3(t * uThread * vec2(3., .4), 5.)) * .5;
      s.color = c * (.74 + .3 * w) * (1. + (yarn - .5) * .2); s.rough = .95; s.bump = w * .07 / uThread * 2.; s.fuzz = uFuzz * .35;`,
  });
}

/** Board and paper, with the faint tooth of uncoated stock. */
export function paper(colour, { rough = 0.86 } = {}) {
  return surface({
    name: 'paper', uniforms: { uColor: colours[colour] ?? colour, uRough: rough },
    glsl: 's.color = uColor * (1. + (noise(p * 7.) - .5) * .035 + (fbm(p * .3) - .5) * .03); s.rough = uRough; s.bump = (noise(p * 12.) - .5) * .006;',
  });
}

export function wax(colour = 'chalk', { melt = 1e3 } = {}) {
  return surface({
    name: 'wax', uniforms: { uColor: colours[colour] ?? colour, uMelt: melt },
    glsl: 's.color = uColor * (1. + (fbm(p * .9) - .5) * .06); s.rough = .42 + fbm(p * 2.) * .12; s.bump = (fbm(p * .9) - .5) * .04; s.fuzz = .25; s.glow = uColor * .05;',
  });
}

/** A leaf: lighter along the midrib (t.x = 0), veins, a soft shine. */
export function leaf(hex = '#4E6B45', { under = 0.25 } = {}) {
  return surface({
    name: 'leaf', double: true, uniforms: { uColor: hex, uUnder: under },
    glsl: /* glsl */ `float rib = 1. - smoothstep(.0, .07, abs(t.x)); float vein = 1. - smoothstep(.0, .16, abs(fract(t.y * 1.1 - abs(t.x) * 1.2) - .5));
      s.color = uColor * (1. + (fbm(p * .6) - .5) * .35); s.color = mix(s.color, s.color * 1.35 + .02, max(rib * .8, vein * .16)); s.rough = .46; s.bump = -rib * .03; s.fuzz = .15; s.glow = s.color * .06;`,
  });
}

export function soil() {
  return surface({ name: 'soil', glsl: 's.color = mix(vec3(.05,.035,.025), vec3(.13,.09,.06), fbm(p * 2.4)); s.rough = 1.; s.bump = fbm(p * 3.) * .5;' });
}

export function leather(hex = '#8A5A3A') {
  return surface({ name: 'leather', uniforms: { uColor: colours[hex] ?? hex }, glsl: 's.color = uColor * (1. + (fbm(p * .8) - .5) * .2); s.rough = .55; s.bump = (fbm(p * 6.) - .5) * .02;' });
}

export function bristle(hex = '#D9C39A') {
  return surface({ name: 'bristle', uniforms: { uColor: hex }, glsl: 's.color = uColor * (.7 + .5 * noise(vec3(p.xz * 9., 1.))); s.rough = .8;' });
}

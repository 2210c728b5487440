import { colours } from '../palette.js';
import { surface } from './surface.js';

const metals = { brass: '#C8A255', steel: '#C9CBCB', iron: '#34373A' };

/** Polished or satin metal; `kind` is a metal or a colour name for a lacquered one. */
export function metal(kind = 'brass', { rough = 0.24 } = {}) {
  if (!metals[kind]) return lacquer(kind);
  return surface({
    name: 'metal', uniforms: { uColor: metals[kind], uRough: rough },
    glsl: 's.color = uColor * (1. + (fbm(p * .6) - .5) * .1); s.metal = 1.; s.rough = uRough + (noise(p * vec3(2., 30., 2.)) - .5) * .06;',
  });
}

/** A powder-coated or lacquered skin in any colour. */
export function lacquer(colour, { rough = 0.42, double = false } = {}) {
  return surface({
    name: 'lacquer' + (double ? '2' : ''), uniforms: { uColor: colours[colour] ?? colour, uRough: rough }, double,
    glsl: 's.color = uColor * (1. + (fbm(p * .2) - .5) * .04); s.rough = uRough; s.bump = (noise(p * 11.) - .5) * .004;',
  });
}

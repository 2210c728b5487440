import { colours, lightness } from '../palette.js';
import { surface } from './surface.js';

const raw = /* glsl */ `
  vec3 bare = uRaw; float bareBump = 0.;
  if (NEAR_BARE) {
    float grit = fbm(p * 5.); bare *= (1. + (grit - .5) * .22) * (1. - .35 * spots(p * 5. + 3., .3, .22));
    bareBump = (noise(p * 16.) - .5) * .012 + (grit - .5) * .02;
  }`;

/* glaze: clouds where it pooled, thin and warm where the form turns, bare at the foot */
const glaze = /* glsl */ `
  float cloud = fbm(p * .45 + uSeed) - .5;
  vec3 c = uColor * (1. + cloud * .16 + (noise(p * 2.2 + uSeed) - .5) * .05);
  c = mix(c, mix(c, uBreak, .55), edge * .8);
  float rough = uRough + cloud * .12, lift = cloud * .02 + (noise(p * 1.1) - .5) * .009 + sin(p.y * 7. + cloud * 7.) * .0016;`;

const foot = /* glsl */ `
  float bareFoot = (1. - smoothstep(-.025, .025, p.y - uFoot - (noise(p * 1.4) - .5) * .12)) * (1. - inside);
  c = mix(c, bare, bareFoot); rough = mix(rough, .82, bareFoot); lift = mix(lift, bareBump, bareFoot);
  s.color = c; s.rough = rough; s.bump = lift;`;

const finishes = {
  plain: '',
  ribbed: '',
  dipped: /* glsl */ `
    float line = uDip + (noise(vec3(p.xz * .35, 2. + uSeed)) - .5) * .9 + (noise(vec3(p.xz * 1.4, 5.)) - .5) * .16;
    float under = (1. - smoothstep(-.02, .02, p.y - line)) * (1. - inside);
    float rim = (1. - smoothstep(.0, .22, abs(p.y - line - .12))) * (1. - inside);
    c *= 1. - .16 * rim * (1. - under); lift += .02 * rim * (1. - under);
    c = mix(c, bare, under); rough = mix(rough, .85, under); lift = mix(lift, bareBump, under);`,
  speckled: /* glsl */ `
    float dots = max(spots(p * 2.6 * uSpot + noise(p * 9.) * .12, .45, .2), spots(p * 5. * uSpot + 11., .4, .26) * .85);
    dots = max(dots, spots(p * 1.3 * uSpot + 4., .22, .13));
    c = mix(c, uFleck, dots * .82); rough += dots * .1;`,
  banded: /* glsl */ `
    float wob = (noise(vec3(p.xz * .5, 1.)) - .5) * .09;
    float b = 0.;
    b = max(b, 1. - smoothstep(uBands.w * .42, uBands.w * .56, abs(p.y - uBands.x + wob)));
    b = max(b, 1. - smoothstep(uBands.w * .2, uBands.w * .3, abs(p.y - uBands.y - wob)));
    b = max(b, 1. - smoothstep(uBands.w * .2, uBands.w * .3, abs(p.y - uBands.z + wob)));
    b *= (1. - inside) * (.86 + .14 * noise(p * vec3(3., 14., 3.)));
    c = mix(c, uBand, b);`,
};

/* on plates the pattern is painted on the face */
const paints = {
  rings: /* glsl */ `
    float d = length(p.xz * vec2(1., uOval)) + (noise(vec3(p.xz * .5, 1.)) - .5) * .1;
    float b = 1. - smoothstep(uRingWidth * 1.2, uRingWidth * 1.5, abs(d - uRings.x));
    b = max(b, 1. - smoothstep(uRingWidth * .3, uRingWidth * .5, abs(d - uRings.y)));
    c = mix(c, uBand, b * (.86 + .14 * noise(p * 6.)));`,
  half: /* glsl */ `
    float line = p.x * .8 + p.z * .6 - uRings.x + (noise(vec3(p.xz * .3, 2.)) - .5) * 1.2;
    float under = smoothstep(-.03, .03, line), rim = 1. - smoothstep(0., .3, abs(line + .15));
    c *= 1. - .16 * rim * (1. - under); lift += .02 * rim * (1. - under);
    c = mix(c, bare, under); rough = mix(rough, .85, under); lift = mix(lift, bareBump, under);`,
};

/** Glazed stoneware. `height` places the dip line and the bands; `bareFoot` leaves the foot ring unglazed. */
export function clay({ colour, finish = 'plain' }, { height = 10, bareFoot = 0.28, dip, bands, gloss = 0.3, seed = 1, double = false, paint = null, oval = 1, spot } = {}) {
  const key = { check: 'dipped', stripe: 'banded', flecked: 'speckled', weave: 'ribbed' }[finish] ?? finish;
  const hex = colours[colour], light = lightness(hex);
  const uniforms = { uColor: hex, uRaw: light > 0.62 ? '#B98D68' : '#CDB391', uBreak: light > 0.6 ? '#B8946C' : light > 0.3 ? '#8A5B3E' : '#7A4E36', uFoot: bareFoot, uRough: gloss, uSeed: seed };
  if (key === 'dipped') uniforms.uDip = dip ?? height * 0.4;
  if (key === 'speckled') uniforms.uSpot = spot ?? (height > 12 ? 0.62 : 0.85);
  if (key === 'speckled') uniforms.uFleck = light > 0.34 ? '#4A3426' : '#D8C8AC';
  if (key === 'banded') {
    uniforms.uBand = light > 0.5 ? (['rose', 'honey'].includes(colour) ? '#F3ECDF' : '#8B4A33') : '#EFE6D6';
    uniforms.uBands = bands ?? [height * 0.74, height * 0.74 - height * 0.065, height * 0.74 + height * 0.065, Math.max(0.22, height * 0.05)];
  }
  if (paint) Object.assign(uniforms, { uRings: paint.r, uRingWidth: paint.w, uOval: oval, uBand: light > 0.5 ? '#8B4A33' : '#EFE6D6' });
  return surface({ name: 'clay-' + key + (paint ? '-' + paint.kind : '') + (double ? '-double' : ''), glsl: raw.replace('NEAR_BARE', paint?.kind === 'half' ? 'true' : key === 'dipped' ? 'inside < .5 && p.y < max(uDip + 1.2, uFoot + .3)' : 'inside < .5 && p.y < uFoot + .3') + glaze + (paint ? paints[paint.kind] : finishes[key] ?? '') + foot, uniforms, double });
}

/** Unglazed, sandy clay; also plaster-like bodies. */
export function stoneware({ colour }, { seed = 1 } = {}) {
  return surface({
    name: 'stoneware', uniforms: { uRaw: colours[colour] ?? colour, uSeed: seed },
    glsl: raw.replace('NEAR_BARE', 'true') + 's.color = bare; s.rough = .88; s.bump = bareBump * .8;',
  });
}

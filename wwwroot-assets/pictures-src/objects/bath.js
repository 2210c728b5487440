import { Shape } from 'three';
import { clay } from '../materials/clay.js';
import { metal } from '../materials/metal.js';
import { bristle } from '../materials/soft.js';
import { surface } from '../materials/surface.js';
import { wood, woodFor } from '../materials/wood.js';
import { turned, vessel } from '../forms/turned.js';
import { rounded, smooth } from '../forms/profile.js';
import { block, plate, slab } from '../forms/slab.js';
import { swept } from '../forms/swept.js';
import { sheet } from '../forms/cloth.js';
import { print } from '../materials/print.js';
import { Model } from '../model.js';
import { colours, lightness, shapes } from '../palette.js';
import { label } from './candles.js';
import { thrown } from './cups.js';
import { dice } from './vases.js';

const soap = (look) => surface({
  name: 'soap-' + look.finish, uniforms: { uColor: colours[look.colour], uOther: lightness(colours[look.colour]) > 0.6 ? '#8A7A5E' : '#E9E2D4' },
  glsl: 's.color = uColor * (1. + (fbm(p * .7) - .5) * .12); s.rough = .48; s.fuzz = .2; s.bump = (fbm(p * 1.5) - .5) * .04;'
    + (look.finish === 'speckled' ? 'float d = max(spots(p * 2.4, .5, .16), spots(p * 4.6 + 3., .4, .2)); s.color = mix(s.color, uOther, d * .8);' : '')
    + (look.finish === 'banded' ? 'float d = smoothstep(.42, .5, abs(fract(p.y * .55 + (fbm(p * .35) - .5) * 1.3) - .5) * 1.35); s.color = mix(s.color, uOther, d * .8);' : ''),
});

function soapBar(look) {
  const { w } = shapes[look.shape], m = new Model({ turn: -26, elevation: 30 });
  const long = look.shape === 'wide' ? 10.5 : look.shape === 'tall' ? 8 : 9, deep = look.shape === 'low' ? 8.6 : 6, high = look.shape === 'tall' ? 4.4 : 3;
  const dish = wood(look.shape === 'classic' || look.shape === 'wide' ? 'oak' : 'walnut', { axis: 'x', seed: 2 });
  m.add(slab(plate(long + 4.4, deep + 3.4, 2.6), 1.1, { bevel: 0.35, curve: 32 }), dish, { at: [0, 0.5, 0] });
  for (const x of [-1, 1]) m.add(block(1, 0.7, deep + 1, 0.2), dish, { at: [x * long * 0.4, 0, 0] });
  for (let i = -2; i <= 2; i++) m.add(block(0.5, 0.4, deep + 0.8, 0.18), dish, { at: [i * long * 0.2, 1.5, 0] });
  const bar = block(long, high, deep, look.shape === 'low' ? 1.4 : 0.9, 10);
  m.add(bar, soap(look), { at: [0, 1.88, 0], turn: [0, 4, 0] });
  m.add(sheet((u, v) => [(u - 0.5) * 3.2, 1.9 + high, (v - 0.5) * 3.2], { cols: 1, rows: 1 }), stamp(lightness(colours[look.colour]) > 0.45), { turn: [0, 4, 0], shadow: false });
  m.focus = { at: [long * 0.25, high + 1, deep * 0.3], size: 9.5, elevation: 34 };
  m.side = { turn: 32, elevation: 42 };
  return m;
}

/** The mark pressed into soap: just a tone on top of it. */
function stamp(onLight) {
  const material = print('stamp' + onLight, 4, 4, (c, w, h, t) => t.mark(c, w / 2, h / 2, 3.4, onLight ? 'rgba(70,60,40,.30)' : 'rgba(255,250,240,.35)'), { scale: 64, rough: 0.6 });
  Object.assign(material, { transparent: true, depthWrite: false, premultipliedAlpha: true, polygonOffset: true, polygonOffsetFactor: -2 });
  return material;
}

function soapDispenser(look) {
  const { w, h } = shapes[look.shape], r = 4.1 * w, H = 13.5 * h, m = new Model({ turn: -28, elevation: 13 });
  m.add(vessel(rounded([[r * 0.93, 0], [r, 0.6], [r, H * 0.8, 2.4], [r * 0.42, H * 0.97, 0.6], [r * 0.36, H]], 0.7), { wall: 0.35, floor: 0.8, ...thrown(look, { from: 0.9, to: H * 0.76, count: 32 }) }), clay(look, { height: H }));
  const steel = metal(['ink', 'smoke'].includes(look.colour) ? 'steel' : 'brass', { rough: 0.22 });
  m.add(turned(rounded([[0, H - 0.2], [r * 0.4, H - 0.2], [r * 0.42, H + 0.1, 0.1], [r * 0.42, H + 1.1, 0.2], [0.6, H + 1.5, 0.3], [0.42, H + 1.7], [0.42, H + 3.2], [0, H + 3.2]], 0.1)), steel);
  m.add(turned(rounded([[0, H + 3], [1.25, H + 3, 0.2], [1.25, H + 4.2, 0.35], [0, H + 4.3]], 0.2)), steel);
  m.add(swept([[0, H + 3.7, 0], [1.8, H + 3.8, 0], [3.6, H + 3.6, 0], [4.5, H + 3.1, 0], [4.6, H + 2.5, 0]], (t) => [0.52 - 0.2 * t, 0.42 - 0.14 * t], { side: [0, 0, 1] }), steel);
  if (look.finish !== 'ribbed') label(m, 'wash', { r, y: H * 0.2, w: Math.min(4.4, r * 1.05), h: H * 0.34, ink: lightness(colours[look.colour]) > 0.6 ? 'moss' : look.colour, turn: 14 });
  m.focus = { at: [r * 0.2, H * 0.98, r * 0.4], size: H * 0.7 };
  return m;
}

function bathBrush(look) {
  const m = new Model({ turn: 34, elevation: 32, fill: 0.82 });
  const paint = look.finish === 'dipped' ? look.colour : null, kind = paint ? 'beech' : woodFor(look.colour);
  const grain = wood(kind, { axis: 'x', seed: 3, paint, paintFrom: 9 }), long = look.shape !== 'low';
  const a = long ? 6.6 : 7.2, b = long ? 3.9 : 4.2, outline = new Shape();
  if (long) {
    const n = 1.15, e = 26;
    outline.moveTo(a * 0.9, n).bezierCurveTo(a * 0.5, n * 1.6, a * 0.5, b, 0, b).bezierCurveTo(-a * 0.6, b, -a, b * 0.6, -a, 0).bezierCurveTo(-a, -b * 0.6, -a * 0.6, -b, 0, -b).bezierCurveTo(a * 0.5, -b, a * 0.5, -n * 1.6, a * 0.9, -n);
    outline.bezierCurveTo(a + 5, -n * 0.8, e - 6, -n * 1.5, e, -n * 1.5).absarc(e, 0, n * 1.5, -Math.PI / 2, Math.PI / 2, false);
    outline.bezierCurveTo(e - 6, n * 1.5, a + 5, n * 0.8, a * 0.9, n);
    const hole = new Shape();
    hole.absarc(e + 0.2, 0, 0.55, 0, Math.PI * 2, true);
    outline.holes.push(hole);
  } else outline.absellipse(0, 0, a, b, 0, Math.PI * 2, false);
  m.add(slab(outline, 1.7, { bevel: 0.6, curve: 48, bevelSteps: 8 }), grain);
  const roll = dice(4), hair = bristle('#DCC9A3');
  for (let i = -8; i <= 8; i++) for (let j = -5; j <= 5; j++) {
    const x = i * 0.72 + (j % 2) * 0.36, z = j * 0.66;
    if ((x / (a - 1.1)) ** 2 + (z / (b - 0.9)) ** 2 > 1) continue;
    const lean = [x * 0.07 + roll(-0.1, 0.1), z * 0.1 + roll(-0.1, 0.1)];
    m.add(swept([[x, 1.6, z], [x + lean[0] * 0.5, 2.9, z + lean[1] * 0.5], [x + lean[0] * 1.6, 4.3 + roll(-0.1, 0.1), z + lean[1] * 1.6]], (t) => [0.26 + 0.12 * t, 0.26 + 0.12 * t], { steps: 6, ring: 7 }), hair);
  }
  if (long) m.add(swept([[26.2, 0.9, 0], [27.6, 1.2, 0.6], [29.6, 0.5, 2.4], [30.4, 0.25, 0], [29.6, 0.5, -1.8], [27.6, 1.2, -0.4], [26.2, 0.9, 0]], [0.2, 0.2], { steps: 60, ring: 8 }), surface({ name: 'string', glsl: 's.color = vec3(.78,.68,.52) * (.8 + .3 * sin(t.y * 9. + t.x * 4.)); s.rough = .95;' }));
  m.focus = { at: [1, 3, 1], size: 12, elevation: 36 };
  m.side = { turn: 62, elevation: 44 };
  return m;
}

export const bath = { 'soap-bar': soapBar, 'soap-dispenser': soapDispenser, 'bath-brush': bathBrush };

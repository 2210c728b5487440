import { clay } from '../materials/clay.js';
import { glass } from '../materials/glass.js';
import { lacquer, metal } from '../materials/metal.js';
import { surface } from '../materials/surface.js';
import { flutes, turned, vessel } from '../forms/turned.js';
import { rounded, smooth } from '../forms/profile.js';
import { swept } from '../forms/swept.js';
import { Model } from '../model.js';
import { colours, lightness, shapes } from '../palette.js';
import { thrown } from './cups.js';

/** A shade with the lamp on: brighter around `y`, over a reach of `r`. */
const lit = (name, colour, { y, r, power, thread = 3 }) => surface({
  name: 'lit-' + name, double: true, uniforms: { uColor: colours[colour] ?? colour, uY: y, uR: r, uPower: power, uThread: thread },
  glsl: (name === 'linen'
    ? 'vec2 g = t * uThread; float yarn = noise(vec3(g * vec2(.5, 4.), 1.)) * .5 + noise(vec3(g * vec2(4., .5), 5.)) * .5; s.color = uColor * (.9 + .18 * yarn); s.rough = .95; s.bump = yarn * .02;'
    : 's.color = uColor; s.rough = .3;')
    + 'float k = exp(-pow((p.y - uY) / uR, 2.)); s.glow = s.color * vec3(1., .78, .5) * uPower * (.3 + k) * (1. + inside * 1.2);',
});

const bulb = (m, y, r = 2.2) => m.add(turned(smooth([[0, -r], [r * 0.7, -r * 0.75], [r, 0], [r * 0.7, r * 0.75], [0, r]], 6), { segments: 40 }).translate(0, y, 0), surface({ name: 'bulb', glsl: 's.color = vec3(1., .95, .85); s.glow = vec3(1.1, .9, .62);' }), { shadow: false });

function tableLamp(look) {
  const { w, h } = shapes[look.shape], m = new Model({ turn: 0, elevation: 7, fill: 0.8, weight: 0.6 });
  const isMetal = ['brass', 'ink'].includes(look.colour), brass = metal('brass', { rough: 0.22 });
  let top;
  if (isMetal) {
    const skin = look.colour === 'brass' ? brass : lacquer('ink');
    m.add(turned(rounded([[0, 0], [8.2, 0], [8.4, 0.5, 0.25], [7.6, 1.0, 0.5], [1.2, 1.5, 1], [0.62, 2.6, 0.8], [0.55, 27 * h], [0, 27 * h]], 0.2)), skin);
    m.add(turned(rounded([[0.6, 14], [1.1, 14.3, 0.3], [1.1, 15.1, 0.3], [0.6, 15.4]], 0.2)), brass);
    top = 27 * h;
  } else {
    const r = 7.6 * w, H = 19 * h;
    m.add(vessel(smooth([[r * 0.62, 0], [r * 0.68, 0.4], [r * 0.98, H * 0.3], [r, H * 0.46], [r * 0.72, H * 0.76], [r * 0.3, H * 0.94], [r * 0.24, H]], 10), { wall: 0.3, floor: 0.8, foot: 0.4, ...thrown(look, { from: 1, to: H * 0.9, count: 40, depth: 0.3 }) }), clay(look, { height: H }));
    m.add(turned(rounded([[0, H - 0.1], [1.6, H - 0.1], [1.7, H + 0.5, 0.2], [0.6, H + 0.9, 0.3], [0.5, H + 5], [0, H + 5]], 0.15)), brass);
    top = H + 4;
  }
  const wide = look.shape === 'wide', R = (wide ? 15.5 : 13) * Math.sqrt(w), r2 = wide ? R * 0.72 : R * 0.66, S = wide ? 12 : 15;
  const linen = lit('linen', '#F1E6D2', { y: top + S * 0.42, r: S * 0.5, power: 0.3 });
  m.add(turned(rounded([[R - 0.12, top - 0.15], [R, top], [r2, top + S], [r2 - 0.12, top + S + 0.1], [r2 - 0.25, top + S], [R - 0.25, top + 0.05], [R - 0.12, top - 0.15]], 0.02), { inside: 4, segments: 120 }), linen);
  for (const [rr, y] of [[R, top], [r2, top + S]]) m.add(turned(rounded([[rr - 0.05, y - 0.12], [rr + 0.09, y - 0.12], [rr + 0.09 - (y > top ? 0 : 0.06), y + 0.4], [rr - 0.1, y + 0.4]], 0.04), { segments: 120 }), surface({ name: 'binding', glsl: 's.color = vec3(.8,.72,.6); s.rough = .9; s.glow = s.color * .08;' }));
  bulb(m, top + S * 0.4);
  m.focus = { at: [R * 0.2, top + 1, R * 0.6], size: 20, elevation: 10 };
  return m;
}

function pendantLamp(look) {
  const { w, h } = shapes[look.shape], m = new Model({ turn: 0, elevation: -7, fill: 0.86, weight: 0.6, shift: [0, 0.03] }, 'wall');
  const R = { classic: 15, low: 19, wide: 21, tall: 12 }[look.shape], S = { classic: 13, low: 8.5, wide: 12, tall: 18 }[look.shape], drop = 17, z = 16;
  const isGlass = look.colour === 'clear', isMetal = look.colour === 'brass';
  const outline = look.shape === 'low'
    ? smooth([[R, 0], [R * 0.93, S * 0.34], [R * 0.62, S * 0.74], [R * 0.2, S * 0.96], [1.6, S]], 9)
    : look.shape === 'wide' ? rounded([[R, 0], [R * 0.2, S * 0.86, 2], [1.7, S, 0.4]], 1) : smooth([[R, 0], [R * 0.97, S * 0.3], [R * 0.72, S * 0.72], [R * 0.32, S * 0.95], [1.7, S]], 9);
  const inner = outline.map(([x, y]) => [Math.max(0, x - 0.3), y - 0.22]).reverse();
  const shape = look.finish === 'ribbed' ? flutes({ count: 48, depth: 0.4, from: 0.5, to: S * 0.86, fade: 1 }) : undefined;
  const geometry = () => turned([...inner, [R - 0.15, -0.12], ...outline], { segments: shape ? 384 : 128, shape });
  const skin = isGlass ? glass({ colour: 'clear' }) : isMetal ? metal('brass', { rough: 0.25 }) : lacquer(look.colour, { rough: 0.4 });
  m.add(geometry(), skin, { at: [0, 0, z] });
  if (!isGlass) m.add(turned(inner.map(([x, y]) => [Math.max(0, x - 0.06), y - 0.06]), { segments: 96 }), surface({ name: 'reflector', double: true, glsl: 's.color = vec3(.9,.84,.74); s.rough = .7; s.glow = vec3(.55,.42,.25);' }), { at: [0, 0, z], shadow: false });
  const brass = metal('brass', { rough: 0.25 });
  m.add(turned(rounded([[1.9, S - 0.3], [1.9, S + 1.6, 0.3], [0.9, S + 2.6, 0.5], [0.3, S + 3], [0, S + 3]], 0.2)), brass, { at: [0, 0, z] });
  bulb(m, isGlass ? S * 0.5 : 1.0, 2.6);
  m.group.children[m.group.children.length - 1].geometry.translate(0, 0, z);
  m.add(swept([[0, S + 2.6, 0], [0, S + drop * 0.6, 0], [0, S + drop, 0]], [0.2, 0.2], { ring: 10, steps: 4 }), lacquer('#2B2A28', { rough: 0.9 }), { at: [0, 0, z] });
  m.add(turned(rounded([[0, S + drop - 0.8], [0.9, S + drop - 0.6, 0.3], [4.2, S + drop + 0.8, 0.4], [4.4, S + drop + 1.6, 0.1], [0, S + drop + 1.6]], 0.3)), isMetal ? brass : isGlass ? brass : skin, { at: [0, 0, z] });
  m.focus = { at: [R * 0.3, S * 0.7, z + R * 0.5], size: 22, elevation: 4 };
  m.side = { elevation: 14, turn: 0 };
  return m;
}

function mushroomLamp(look) {
  const { w, h } = shapes[look.shape], R = 10.5 * w, H = 20 * h, m = new Model({ turn: 0, elevation: 8 });
  const pale = lightness(colours[look.colour]) > 0.7;
  const body = lacquer(look.colour, { rough: 0.3 });
  m.add(turned(rounded([[0, 0], [R * 0.62, 0, 0.3], [R * 0.62, 0.7, 0.4], [R * 0.34, 1.6, 1.4], [R * 0.26, H * 0.4, 3], [R * 0.3, H * 0.72], [0, H * 0.72]], 0.3)), body);
  const y = H * 0.62, S = H * 0.42;
  const shape = look.finish === 'ribbed' ? flutes({ count: 40, depth: 0.26, from: y + 0.4, to: y + S * 0.9, fade: 1 }) : undefined;
  m.add(turned([...smooth([[R * 0.3, y + S * 0.5], [R * 0.8, y + S * 0.2], [R * 0.96, y + 0.1]], 6), ...smooth([[R, y], [R * 0.99, y + S * 0.3], [R * 0.76, y + S * 0.74], [R * 0.36, y + S * 0.96], [0, y + S]], 9)], { segments: shape ? 320 : 128, shape }),
    lit('dome', look.colour, { y: y, r: S * 0.8, power: pale ? 0.16 : 0.22 }));
  m.add(turned(rounded([[0, H * 0.2], [R * 0.29, H * 0.2], [R * 0.295, H * 0.2 + 0.4], [0, H * 0.2 + 0.4]], 0.1)), metal('brass'), { scale: [1.03, 1, 1.03] });
  m.focus = { at: [R * 0.3, y + 1, R * 0.6], size: 18, elevation: 12 };
  return m;
}

export const lampObjects = { 'table-lamp': tableLamp, 'pendant-lamp': pendantLamp, 'mushroom-lamp': mushroomLamp };

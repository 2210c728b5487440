import { Shape, Path } from 'three';
import { SphereGeometry } from 'three';
import { clay } from '../materials/clay.js';
import { metal } from '../materials/metal.js';
import { wood, woodFor } from '../materials/wood.js';
import { surface } from '../materials/surface.js';
import { flutes, turned, vessel } from '../forms/turned.js';
import { rounded, smooth } from '../forms/profile.js';
import { plate, slab } from '../forms/slab.js';
import { swept, taper } from '../forms/swept.js';
import { Model } from '../model.js';
import { shapes } from '../palette.js';
import { thrown } from './cups.js';

function board({ length, width, radius, neck, handleWidth }) {
  const s = new Shape(), a = length / 2, b = width / 2, r = radius, n = handleWidth / 2, e = a + neck;
  s.moveTo(-a + r, -b);
  s.lineTo(a - r, -b).bezierCurveTo(a, -b, a, -n * 1.2, a + 2.2, -n);
  s.lineTo(e - n, -n).absarc(e - n, 0, n, -Math.PI / 2, Math.PI / 2, false);
  s.lineTo(a + 2.2, n).bezierCurveTo(a, n * 1.2, a, b, a - r, b);
  s.lineTo(-a + r, b).absarc(-a + r, b - r, r, Math.PI / 2, Math.PI, false);
  s.lineTo(-a, -b + r).absarc(-a + r, -b + r, r, Math.PI, Math.PI * 1.5, false);
  const hole = new Path();
  hole.absarc(e - n, 0, 0.9, 0, Math.PI * 2, true);
  s.holes.push(hole);
  return s;
}

function cuttingBoard(look) {
  const m = new Model({ turn: 28, elevation: 40, fill: 0.8 });
  const kind = ['moss', 'clay', 'fjord'].includes(look.colour) ? 'oak' : woodFor(look.colour);
  const thick = 1.9;
  const paint = look.finish === 'dipped' ? look.colour : null;
  const grain = wood(kind, { axis: 'x', seed: kind === 'walnut' ? 2 : 5, paint, paintFrom: 12.5 });
  if (look.shape === 'low') m.add(slab(new Shape().absarc(0, 0, 13, 0, Math.PI * 2, false), thick, { bevel: 0.4, curve: 96 }), grain);
  else if (look.shape === 'wide') m.add(slab(plate(34, 23, 1.8), thick, { bevel: 0.4 }), grain);
  else m.add(slab(board(look.shape === 'tall' ? { length: 30, width: 14, radius: 2.5, neck: 11, handleWidth: 4.2 } : { length: 25, width: 19, radius: 3, neck: 8.5, handleWidth: 4.4 }), thick, { bevel: 0.45, curve: 32 }), grain);
  if (look.finish === 'banded') for (const x of [-8, -6.6, 8]) m.add(slab(plate(x === -6.6 ? 0.35 : 0.8, 22.98, 0.02), 0.08, { bevel: 0.02 }), wood('beech', { axis: 'z', seed: 3 }), { at: [x, thick - 0.05, 0] });
  if (look.finish === 'ribbed') {
    const groove = (r) => m.add(swept(Array.from({ length: 48 }, (_, i) => [Math.sin((i / 48) * Math.PI * 2) * r, thick - 0.02, Math.cos((i / 48) * Math.PI * 2) * r]), [0.28, 0.05], { closed: true, steps: 160, ring: 10, side: undefined }), surface({ name: 'groove', glsl: 's.color = vec3(.33,.2,.1); s.rough = .8;' }));
    groove(11.2);
  }
  m.focus = { at: [6, thick, 4], size: 17, elevation: 34 };
  m.side = { elevation: 58, turn: 62 };
  return m;
}

/** A wooden spoon standing on its handle end: bowl up. */
export function spoon(m, material, place, { length = 26, bowl = 2.7, slotted = false, flat = false } = {}) {
  m.add(swept([[0, 0, 0], [0, length * 0.5, 0.1], [0, length, 0]], (t) => { const k = t < 0.03 ? Math.sqrt(t / 0.03) : 1; return [(0.62 - 0.16 * t) * k + 0.02, (0.55 - 0.16 * t) * k + 0.02]; }, { steps: 40, ring: 18, side: [1, 0, 0] }), material, place);
  const ball = new SphereGeometry(1, 40, 28), p = ball.attributes.position;
  for (let i = 0; i < p.count; i++) {
    const x = p.getX(i), y = p.getY(i), z = p.getZ(i), d = x * x + y * y;
    p.setXYZ(i, x * bowl * (flat ? 0.95 : 1), length + (y + 0.82) * bowl * (flat ? 1.7 : 1.35), z > 0 ? (z * 0.12 - (flat ? 0.1 : 0.75) * (1 - d)) * bowl * 0.5 + 0.14 : z * bowl * (flat ? 0.16 : 0.5));
  }
  ball.computeVertexNormals();
  m.add(ball, material, place);
}

function utensilCrock(look) {
  const { w, h } = shapes[look.shape], r = 6.6 * w, H = 15 * h, m = new Model({ turn: 0, elevation: 13, fill: 0.8, weight: 0.6 });
  m.add(vessel(rounded([[r * 0.92, 0], [r * 0.98, 0.5], [r, H * 0.5], [r * 0.97, H]], 0.9), { wall: 0.5, floor: 0.9, ...thrown(look, { from: 1.2, to: H - 1.8, count: 36, depth: 0.28 }) }), clay(look, { height: H }));
  const up = H * 0.52 - 2;
  spoon(m, wood('oak', { axis: 'y', seed: 1 }), { at: [r * 0.4, up, -1], turn: [-5, -18, -13] }, { length: 21 });
  spoon(m, wood('walnut', { axis: 'y', seed: 4 }), { at: [-r * 0.35, up, 0.5], turn: [4, 14, 12] }, { length: 20, bowl: 2.6, flat: true });
  spoon(m, wood('beech', { axis: 'y', seed: 7 }), { at: [0, up, -r * 0.4], turn: [-9, 4, 1] }, { length: 23.5, bowl: 2.4 });
  spoon(m, wood('oak', { axis: 'y', seed: 9 }), { at: [r * 0.1, up, r * 0.3], turn: [9, -30, 4] }, { length: 16.5, bowl: 2.2 });
  m.focus = { at: [0, H * 0.98, r * 0.6], size: H * 1.05 };
  return m;
}

function saltCellar(look) {
  const { w, h } = shapes[look.shape], r = 5.2 * w, H = 6.4 * h, m = new Model({ turn: -18, elevation: 24 });
  const isWood = ['oak', 'walnut'].includes(look.colour);
  const body = isWood ? wood(look.colour, { axis: 'y', seed: 3 }) : clay(look, { height: H });
  m.add(vessel(rounded([[r * 0.9, 0], [r, 0.8], [r, H]], 0.9), { wall: 0.5, floor: 0.9, ...(isWood ? {} : thrown(look, { from: 1, to: H - 0.6, count: 30 })) }), body);
  if (look.finish === 'banded') for (const y of [H * 0.3, H * 0.42]) m.add(turned(rounded([[r, y], [r + 0.06, y + 0.02], [r + 0.06, y + 0.3], [r, y + 0.32]], 0.03)), metal('brass'));
  m.add(turned([[r - 0.5, H * 0.74], [r * 0.55, H * 0.82], [0, H * 0.9]], { segments: 64 }), surface({ name: 'salt', glsl: 's.color = vec3(.93,.92,.9) * (.82 + .3 * noise(p * 9.)); s.rough = .6; s.bump = noise(p * 7.) * .22;' }));
  m.add(turned(rounded([[0, 0], [r - 0.02, 0, 0.15], [r + 0.15, 0.3, 0.15], [r - 0.02, 0.75, 0.35], [0, 0.9]], 0.2)), wood(isWood ? look.colour : 'oak', { axis: 'x', seed: 6 }), { at: [r * 0.7, H + 0.32, -r * 0.32], turn: [0, 24, 0] });
  m.add(turned(smooth([[0.5, 0], [0.45, 0.3], [0.8, 0.8], [0.6, 1.2], [0, 1.3]], 6)), wood(isWood ? look.colour : 'oak', { axis: 'y', seed: 2 }), { at: [r * 0.7, H + 1.15, -r * 0.32] });
  m.focus = { at: [0, H, r * 0.4], size: H * 1.5, elevation: 34 };
  return m;
}

function rollingPin(look) {
  const m = new Model({ turn: 28, elevation: 26, fill: 0.82 }), grain = wood(woodFor(look.colour), { axis: 'y', seed: 3 }), r = 2.9;
  let outline;
  if (look.shape === 'tall') outline = smooth([[0.01, -23], [1.0, -22.8], [1.35, -21.5], [2.3, -10], [2.6, 0], [2.3, 10], [1.35, 21.5], [1.0, 22.8], [0.01, 23]], 10);
  else {
    const L = look.shape === 'low' ? 10 : 13;
    outline = [...rounded([[0.01, -L - 8.4], [1.25, -L - 8.2, 0.6], [1.5, -L - 5], [0.95, -L - 1.3, 0.9], [0.9, -L, 0.2], [r - 0.1, -L, 0.35], [r, -L + 0.6]], 0.6), ...rounded([[r, L - 0.6], [r - 0.1, L, 0.35], [0.9, L, 0.2], [0.95, L + 1.3, 0.9], [1.5, L + 5], [1.25, L + 8.2, 0.6], [0.01, L + 8.4]], 0.6)];
    if (look.finish === 'ribbed') outline = outline.flatMap((p, i) => (p[0] === r && p[1] < 0 ? [p, ...Array.from({ length: 120 }, (_, k) => [r - 0.16 * (0.5 - 0.5 * Math.cos((k / 120) * Math.PI * 2 * 15)), -L + 0.8 + (k / 120) * (2 * L - 1.6)])] : [p]));
  }
  m.add(turned(outline, { segments: 80 }), grain, { at: [0, look.shape === 'tall' ? 2.6 : r, 0], turn: [0, 0, 90] });
  m.focus = { at: [8, r * 1.5, 1], size: 15 };
  m.side = { turn: 62, elevation: 36 };
  return m;
}

function pepperMill(look) {
  const { w, h } = shapes[look.shape], r = 3.1 * Math.sqrt(w), H = 17 * h, m = new Model({ turn: 0, elevation: 12, weight: 0.5 });
  const painted = !['oak', 'walnut'].includes(look.colour), kind = painted ? (look.finish === 'dipped' ? 'oak' : woodFor(look.colour)) : look.colour;
  const grain = wood(kind, { axis: 'y', seed: 5, paint: look.finish === 'dipped' ? look.colour : null, paintBelow: H * 0.36 });
  m.add(turned([[0, 0], ...rounded([[r, 0], [r * 1.02, 0.5, 0.3], [r * 0.98, 1.4]], 0.2), ...smooth([[r * 0.96, 1.6], [r * 0.66, H * 0.34], [r * 0.62, H * 0.46], [r * 0.86, H * 0.68]], 8), ...rounded([[r * 0.9, H * 0.72], [r * 0.9, H * 0.735], [r * 0.5, H * 0.74]], 0.1)]), grain);
  m.add(turned([[r * 0.4, H * 0.745], ...smooth([[r * 0.86, H * 0.75], [r * 0.95, H * 0.79], [r * 0.92, H * 0.87], [r * 0.6, H * 0.95], [0, H * 0.965]], 8)]), wood(kind, { axis: 'y', seed: 6 }));
  m.add(turned(smooth([[0.4, H * 0.955], [0.4, H * 0.97], [0.8, H * 0.99], [0.7, H * 1.02], [0, H * 1.035]], 6)), metal('brass', { rough: 0.2 }));
  if (look.finish === 'banded') for (const y of [H * 0.4, H * 0.43]) m.add(turned(rounded([[r * 0.6, y], [r * 0.69, y], [r * 0.69, y + 0.3], [r * 0.6, y + 0.3]], 0.06)), metal('brass'));
  m.focus = { at: [r * 0.2, H * 0.78, r * 0.6], size: H * 0.55 };
  return m;
}

export const kitchen = { 'cutting-board': cuttingBoard, 'utensil-crock': utensilCrock, 'salt-cellar': saltCellar, 'rolling-pin': rollingPin, 'pepper-mill': pepperMill };

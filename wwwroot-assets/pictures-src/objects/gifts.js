import { clay } from '../materials/clay.js';
import { glass } from '../materials/glass.js';
import { lacquer, metal } from '../materials/metal.js';
import { cloth, paper } from '../materials/soft.js';
import { print } from '../materials/print.js';
import { surface } from '../materials/surface.js';
import { wood, woodFor } from '../materials/wood.js';
import { flutes, turned } from '../forms/turned.js';
import { rounded, smooth } from '../forms/profile.js';
import { sheet } from '../forms/cloth.js';
import { block, plate, slab } from '../forms/slab.js';
import { swept } from '../forms/swept.js';
import { Model } from '../model.js';
import { colours, lightness } from '../palette.js';

const ribbon = (hex) => surface({ name: 'ribbon', double: true, uniforms: { uColor: colours[hex] ?? hex }, glsl: 's.color = uColor * (.93 + .1 * noise(vec3(t * vec2(14., 2.), 1.))); s.rough = .42; s.fuzz = .15;' });

/** A band of ribbon along a line, `width` wide across `side`. */
const band = (points, width, side, steps = 60) => swept(points, [width / 2, 0.05], { side, steps, ring: 12, square: 0.5 });

/** A tied bow lying on y: two loops, two tails, a knot. */
export function bow(m, y, material, { size = 4.6, width = 1.9, turn = 0 } = {}) {
  const loop = (s) => smooth([[0, 0.3], [s * size * 0.4, size * 0.3], [s * size * 0.92, size * 0.44], [s * size * 1.08, size * 0.2], [s * size * 0.8, 0.12], [s * size * 0.34, 0.1], [0, 0.25]], 6).map(([x, h]) => [x, y + h, 0]);
  const sizing = (t) => [width / 2 * (0.42 + 0.58 * Math.sin(Math.PI * t) ** 0.7), 0.05];
  for (const s of [-1, 1]) {
    m.add(swept(loop(s), sizing, { side: [0, 0, 1], steps: 70, ring: 12, square: 0.5 }), material, { turn: [0, turn + s * 10, 0] });
    m.add(swept([[0, y + 0.25, 0], [s * size * 0.34, y + 0.3, size * 0.34], [s * size * 0.62, y + 0.12, size * 0.72]], (t) => [width / 2 * (0.45 + 0.5 * t), 0.05], { side: [0.75, 0, -0.66 * s], steps: 30, ring: 12, square: 0.5 }), material, { turn: [0, turn, 0] });
  }
  m.add(block(width * 0.62, 0.75, width * 0.66, 0.3), material, { at: [0, y + 0.02, 0], turn: [0, turn, 0] });
}

export function giftBox(look) {
  const [W, H, D] = { classic: [19, 12, 19], low: [22, 6.5, 22], wide: [27, 9.5, 19], tall: [14, 19, 14] }[look.shape], m = new Model({ turn: -30, elevation: 22 });
  const board = paper(look.colour), tie = ribbon({ clay: '#F0E3CF', ink: 'brass', rose: '#8C3B2B', moss: '#E6D3AE' }[look.colour] ?? (lightness(colours[look.colour]) > 0.6 ? '#8C3B2B' : '#F0E3CF'));
  const lid = Math.min(4.5, H * 0.34);
  m.add(block(W, H - 0.5, D, 0.25), board);
  m.add(block(W + 0.7, lid, D + 0.7, 0.3), board, { at: [0, H - lid, 0] });
  const rw = look.finish === 'banded' ? 3.2 : 2.4, e = 0.06;
  const hoop = (w, at) => {
    const x = w / 2, l = x + 0.35 + e;
    return [[-x - e, 0.1], [-x - e, H - lid - 0.2], [-l, H - lid], [-l, H - 0.28], [-l + 0.28, H + e], [l - 0.28, H + e], [l, H - 0.28], [l, H - lid], [x + e, H - lid - 0.2], [x + e, 0.1]].flatMap((p, i, a) => (i ? [[(a[i - 1][0] * 0.02 + p[0] * 0.98), (a[i - 1][1] * 0.02 + p[1] * 0.98)], p] : [p])).map(at);
  };
  m.add(strip(hoop(W, ([x, y]) => [x, y]), rw, false), tie);
  m.add(strip(hoop(D, ([x, y]) => [x, y]), rw, true), tie);
  bow(m, H + 0.1, tie, { size: Math.min(W, D) * 0.36, width: rw * 1.05, turn: 24 });
  m.focus = { at: [W * 0.14, H, D * 0.16], size: 15, elevation: 34 };
  m.side = { turn: 28, elevation: 34 };
  return m;
}

/** A flat ribbon that follows the box exactly: extruded from its side view. */
function strip(points, width, along) {
  return sheet((u, v) => {
    const i = u * (points.length - 1), k = Math.min(points.length - 2, Math.floor(i)), f = i - k, p = points[k], q = points[k + 1];
    const x = p[0] + (q[0] - p[0]) * f, y = p[1] + (q[1] - p[1]) * f, z = (v - 0.5) * width;
    return along ? [z, y, -x] : [x, y, z];
  }, { cols: (points.length - 1) * 4, rows: 2, w: 60, h: width });
}

function notebook(look) {
  const [W, D] = { classic: [14, 20], wide: [17, 22], tall: [11.5, 20], low: [12, 16] }[look.shape], t = 1.9, m = new Model({ turn: 24, elevation: 42 });
  const cover = look.finish === 'plain' ? cloth({ colour: look.colour }, { thread: 5, fuzz: 0.2 }) : cloth({ colour: look.colour, finish: look.finish === 'banded' ? 'plain' : look.finish }, { thread: 5, fuzz: 0.2, repeat: 5 });
  const pages = surface({ name: 'pages', glsl: 's.color = vec3(.9,.86,.77) * (.88 + .16 * noise(vec3(p.x * .3, p.y * 26., p.z * .3))); s.rough = .9;' });
  const other = { moss: 'oat', ink: 'rose', clay: 'sand', fjord: 'mist', plum: 'rose', terracotta: 'oat' }[look.colour] ?? 'oat';
  const book = (y, turn, fabric, dx = 0) => {
    const at = { at: [dx, y, 0], turn: [0, turn, 0] }, put = (g, mat, p) => { g.translate(...p); m.add(g, mat, at); };
    put(slab(plate(W, D, 0.7), 0.28, { bevel: 0.08, curve: 10 }), fabric, [0, 0, 0]);
    put(block(W - 0.5, t - 0.5, D - 0.6, 0.05), pages, [0.05, 0.26, 0]);
    put(slab(plate(W, D, 0.7), 0.28, { bevel: 0.08, curve: 10 }), fabric, [0, t - 0.28, 0]);
    put(swept([[0, 0, -D / 2 + 0.1], [0, 0, 0], [0, 0, D / 2 - 0.1]], [0.3, t / 2], { side: [1, 0, 0], steps: 8, ring: 24 }), fabric, [-W / 2 + 0.12, t / 2, 0]);
    return put;
  };
  book(0, 9, cloth({ colour: other }, { thread: 5, fuzz: 0.2 }), 0.8);
  const put = book(t + 0.02, -5, cover);
  const elastic = ribbon(look.finish === 'banded' ? 'chalk' : lightness(colours[look.colour]) > 0.4 ? 'ink' : '#E6D3AE');
  put(band([[W * 0.34, t + 0.04, -D / 2 + 0.02], [W * 0.34, t + 0.05, 0], [W * 0.34, t + 0.04, D / 2 - 0.02]], 0.7, [1, 0, 0], 4), elastic, [0, 0, 0]);
  put(band([[W * 0.34, t, D / 2 + 0.03], [W * 0.34, t / 2, D / 2 + 0.06], [W * 0.34, 0, D / 2 + 0.03]], 0.7, [1, 0, 0], 4), elastic, [0, 0, 0]);
  put(band([[-W * 0.1, t * 0.5, D / 2 - 0.4], [-W * 0.1, t * 0.42, D / 2 + 1], [-W * 0.08, -t + 0.4, D / 2 + 2.2]], 0.5, [1, 0, 0], 20), ribbon('clay'), [0, 0, 0]);
  const g = sheet((u, v) => [(u - 0.5) * 4 - W * 0.1, t + 0.02, (v - 0.5) * 4 - D * 0.14], { cols: 1, rows: 1 });
  m.add(flip(g), foil(), { at: [0, t + 0.02, 0], turn: [0, -5, 0], shadow: false });
  m.focus = { at: [W * 0.25, t * 2, D * 0.25], size: 13, elevation: 32 };
  m.side = { turn: -32, elevation: 34 };
  return m;
}

/** The mark in brass foil. */
function foil() {
  const material = print('foil', 4, 4, (c, w, h, t) => t.mark(c, w / 2, h / 2, 3.2, '#C9A255'), { scale: 64, rough: 0.32, metal: 0.6 });
  Object.assign(material, { transparent: true, depthWrite: false, premultipliedAlpha: true, polygonOffset: true, polygonOffsetFactor: -2 });
  return material;
}

function flip(geometry) {
  const uv = geometry.attributes.uv;
  for (let i = 0; i < uv.count; i++) uv.setY(i, 1 - uv.getY(i));
  return geometry;
}

function ornament(look) {
  const m = new Model({ turn: -10, elevation: 4, weight: 0.58, fill: 0.82 }, 'wall'), brass = metal('brass', { rough: 0.2 });
  const tall = look.shape === 'tall', low = look.shape === 'low';
  const material = look.colour === 'brass' ? metal('brass', { rough: 0.18 }) : low ? glass({ colour: look.colour }, { depth: look.colour === 'clear' ? 1 : 1.8 }) : clay(look, { height: 9, bareFoot: -99, gloss: 0.2 });
  const hang = (r, x, y, nail) => {
    const H = tall ? r * 2.9 : low ? r * 1.6 : r * 2, top = y + H, z = r + 0.6;
    const outline = tall ? smooth([[0.01, 0], [r * 0.42, H * 0.1], [r * 0.92, H * 0.36], [r * 0.94, H * 0.52], [r * 0.5, H * 0.76], [r * 0.22, H * 0.92], [r * 0.18, H]], 10)
      : Array.from({ length: 49 }, (_, i) => { const a = (i / 48) * Math.PI * 0.965; return [Math.max(0.01, Math.sin(a) * r), H / 2 - Math.cos(a) * (H / 2)]; });
    const fluted = look.finish === 'ribbed' ? { shape: flutes({ count: 20, depth: r * 0.07, from: H * 0.04, to: H * 0.97, fade: H * 0.12 }), segments: 200 } : { segments: 96 };
    const place = { at: [x, y, z] };
    m.add(turned(outline, fluted), material, place);
    m.add(turned(rounded([[r * 0.24, H - r * 0.06], [r * 0.24, H + r * 0.16, 0.1], [r * 0.2, H + r * 0.18], [0, H + r * 0.2]], 0.05), { segments: 48 }), brass, place);
    m.add(swept(Array.from({ length: 14 }, (_, i) => { const t = (i / 14) * Math.PI * 2; return [Math.sin(t) * r * 0.15, H + r * 0.32 + Math.cos(t) * r * 0.15, 0]; }), [0.09, 0.09], { closed: true, ring: 8 }), brass, place);
    const tie = ribbon(['clay', 'honey', 'brass'].includes(look.colour) ? '#7A2F24' : '#8C3B2B');
    for (const s of [-1, 1]) m.add(swept([[x, top + r * 0.42, z], [x + s * 0.55, (top + nail) / 2, z * 0.75], [x + s * 0.28, nail - 0.3, 0.9], [x, nail, 0.9]], [0.05, 0.2], { side: [1, 0, 0], steps: 40, ring: 8 }), tie);
    const pin = turned(rounded([[0, 0], [0.18, 0], [0.18, 1], [0.5, 1.1, 0.1], [0.5, 1.5, 0.2], [0, 1.6]], 0.05), { segments: 32 });
    pin.rotateX(Math.PI / 2);
    m.add(pin, brass, { at: [x, nail, 0] });
  };
  const r = 4.4;
  hang(r, 2.6, 0, r * (tall ? 5.6 : 4.6));
  hang(r * 0.7, -4.6, r * 1.25, r * (tall ? 5.6 : 4.6));
  m.focus = { at: [2.4, r * (tall ? 1.9 : 1.4), r], size: r * 2.5, elevation: 8 };
  m.side = { turn: 24, elevation: 12 };
  return m;
}

function clock(look) {
  const R = { classic: 15, low: 13, wide: 17, tall: 13 }[look.shape], m = new Model({ turn: -16, elevation: 2 }, 'wall');
  const isBrass = look.colour === 'brass', isWood = ['oak', 'walnut'].includes(look.colour);
  const case_ = isBrass ? metal('brass', { rough: 0.24 }) : isWood ? wood(look.colour, { axis: 'x', seed: 4 }) : clay({ ...look, finish: 'plain' }, { height: 99, bareFoot: -99 });
  const dial = '#F5F0E6', ink = isBrass ? 'ink' : 'ink', up = { turn: [90, 0, 0], at: [0, 0, 0.6] };
  const fl = look.finish === 'ribbed' ? { shape: flutes({ count: 72, depth: 0.35, from: -9, to: 9, fade: 0.1 }), segments: 432 } : { segments: 160 };
  m.add(turned(rounded([[0, 0], [R, 0, 0.4], [R, 3, 0.6], [R - 1.1, 3.1, 0.3], [R - 1.25, 2.3, 0.2], [0, 2.3]], 0.2), fl), case_, up);
  const half = look.finish === 'dipped';
  const disc = sheet((u, v) => { const a = u * Math.PI * 2, r = v * (R - 1.2); return [Math.cos(a) * r, Math.sin(a) * r, 2.95]; }, { cols: 96, rows: 2 });
  const p = disc.attributes.position, uv = disc.attributes.uv;
  for (let i = 0; i < p.count; i++) uv.setXY(i, p.getX(i) / (2 * R - 2.4) + 0.5, p.getY(i) / (2 * R - 2.4) + 0.5);
  disc.computeVertexNormals();
  m.add(disc, print(`dial ${look.shape} ${look.colour} ${look.finish}`, 24, 24, (c, W, H, t) => {
    c.fillStyle = dial; c.fillRect(0, 0, W, H);
    if (half) { c.fillStyle = colours[look.colour]; c.fillRect(0, H * 0.56, W, H); }
    c.translate(12, 12);
    for (let i = 0; i < 60; i++) { c.save(); c.rotate((i / 60) * Math.PI * 2); t.rule(c, i % 5 ? -0.04 : -0.1, -11.2, i % 5 ? 0.08 : 0.2, i % 5 ? 0.45 : i % 15 ? 1.1 : 1.6, half && i > 16 && i < 44 ? 'chalk' : ink); c.restore(); }
    t.mark(c, 0, -5.2, 2.2, ink);
  }, { scale: 40 }), { shadow: false });
  const hand = (length, width, angle, z, mat) => { const g = block(width, length, 0.18, 0.08); g.translate(0, -length * 0.16, 0); m.add(g, mat, { at: [0, 0, z], turn: [0, 0, -angle] }); };
  const steel = lacquer('ink', { rough: 0.4 }), brass = metal('brass');
  hand(R * 0.62, 0.62, 305, 3.25, steel);
  hand(R * 0.86, 0.42, 55, 3.5, steel);
  hand(R * 0.9, 0.14, 180, 3.72, brass);
  m.add(turned(rounded([[0, 0], [0.75, 0], [0.75, 0.9, 0.2], [0, 0.95]], 0.1), { segments: 40 }), brass, { at: [0, 0, 3.1], turn: [90, 0, 0] });
  m.focus = { at: [R * 0.4, R * 0.3, 3], size: R * 1.1, elevation: 6 };
  m.side = { turn: 30, elevation: 6 };
  return m;
}

function giftCard(look) {
  const m = new Model({ turn: 22, elevation: 46 }), W = 13, D = 8.4;
  const hex = colours[look.colour], light = lightness(hex) > 0.55, ink = light ? 'ink' : 'chalk';
  m.add(slab(plate(W + 1.4, D + 1.4, 0.3), 0.14, { bevel: 0.05, curve: 8 }), paper('#F7F1E6'), { turn: [0, -11, 0], at: [-0.5, 0, -0.6] });
  for (const s of [-1, 1]) m.add(swept([[s * (W / 2 + 0.5), 0.16, -D / 2 - 0.3], [s * W * 0.25, 0.17, -D * 0.16], [0, 0.18, D * 0.06]], [0.05, 0.02], { side: [1, 0, 0.6 * s], ring: 6, steps: 10 }), paper('#D9CDB8'), { turn: [0, -11, 0], at: [-0.5, 0, -0.6] });
  const turn = [0, 7, 0], lift = look.shape === 'tall' ? 0.18 : 0.16;
  m.add(slab(plate(W, D, 0.7), 0.16, { bevel: 0.05, curve: 16 }), paper(look.colour), { turn, at: [0.7, lift, 0.7] });
  const face = flip(sheet((u, v) => [(u - 0.5) * (W - 0.06), 0, (v - 0.5) * (D - 0.06)], { cols: 1, rows: 1 }));
  const art = print(`card ${look.colour} ${look.finish} ${look.shape}`, 26, 16.8, (c, w, h, t) => {
    if (look.finish === 'banded') { t.rule(c, 0, h * 0.66, w, 0.18, 'brass'); t.rule(c, 0, h * 0.66 + 0.5, w, 0.5, 'brass'); t.rule(c, 0, h * 0.66 + 1.3, w, 0.18, 'brass'); }
    else if (look.finish === 'speckled') for (let i = 0; i < 90; i++) { c.fillStyle = light ? 'rgba(60,40,20,.5)' : 'rgba(255,250,240,.6)'; c.beginPath(); c.arc((i * 7.31) % w, (i * i * 3.77 + i * 1.3) % h, 0.06 + ((i * 13) % 7) * 0.022, 0, 7); c.fill(); }
    else t.rule(c, w * 0.4, h * 0.8, w * 0.2, 0.14, 'brass');
    t.mark(c, w / 2, h * 0.33, 5.2, ink); t.wordmark(c, w / 2, h * (look.finish === 'banded' ? 0.56 : 0.62), w * 0.44, ink);
  }, { scale: 40 });
  Object.assign(art, { transparent: true, depthWrite: false, premultipliedAlpha: true, polygonOffset: true, polygonOffsetFactor: -2 });
  m.add(face, art, { turn, at: [0.7, lift + 0.165, 0.7], shadow: false });
  m.focus = { at: [1.6, 0.3, 0.8], size: 8.5, elevation: 40 };
  m.side = { turn: -26, elevation: 38 };
  return m;
}

export const gifts = { 'gift-box': giftBox, notebook, ornament, clock, 'gift-card': giftCard };

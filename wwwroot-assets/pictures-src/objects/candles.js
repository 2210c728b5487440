import { clay } from '../materials/clay.js';
import { glass } from '../materials/glass.js';
import { lacquer, metal } from '../materials/metal.js';
import { wax } from '../materials/soft.js';
import { print } from '../materials/print.js';
import { wood } from '../materials/wood.js';
import { flutes, turned, vessel } from '../forms/turned.js';
import { rounded, smooth } from '../forms/profile.js';
import { sheet } from '../forms/cloth.js';
import { block } from '../forms/slab.js';
import { swept } from '../forms/swept.js';
import { Model } from '../model.js';
import { lightness, colours, shapes } from '../palette.js';
import { thrown } from './cups.js';

const wick = (m, y, tall = 1.1, at = [0, 0]) => m.add(swept([[at[0], y - 0.2, at[1]], [at[0], y + tall * 0.5, at[1]], [at[0] + tall * 0.22, y + tall, at[1]]], [0.07, 0.07], { ring: 8, steps: 12 }), lacquer('#3A322B', { rough: 0.9 }));

/** A paper label bent around a cylinder of radius r. */
export function label(m, name, { r, y, w, h, paper = '#F6F0E4', ink = 'ink', turn = 0, tag = true }) {
  const arc = w / r;
  m.add(sheet((u, v) => { const a = (u - 0.5) * arc; return [Math.sin(a) * (r + 0.03), y + v * h, Math.cos(a) * (r + 0.03)]; }, { cols: 36, rows: 2 }),
    print(`${name} ${ink} ${paper} ${w.toFixed(1)} ${h.toFixed(1)}`, w, h, (c, W, H, t) => {
      c.fillStyle = paper; c.fillRect(0, 0, W, H);
      t.mark(c, W / 2, H * 0.36, Math.min(W, H) * 0.4, ink); t.wordmark(c, W / 2, H * 0.7, W * 0.66, ink);
      if (tag) t.rule(c, W * 0.34, H * 0.86, W * 0.32, 0.05, 'brass');
    }), { turn: [0, turn, 0] });
}

function candleJar(look) {
  const { w, h } = shapes[look.shape], r = 4.3 * w, H = 9.2 * h, m = new Model({ turn: 8, elevation: 19 });
  m.add(vessel(rounded([[r * 0.93, 0], [r, 0.6], [r, H]], 0.7), { wall: 0.35, floor: 0.8, ...thrown(look, { from: 0.9, to: H - 1, count: 32 }) }), clay(look, { height: H, bands: [H * 0.84, H * 0.79, H * 0.89, 0.4] }));
  const y = H * 0.84, melt = r - 0.32;
  m.add(turned(smooth([[melt, y + 0.16], [melt - 0.18, y + 0.03], [melt * 0.5, y - 0.05], [0, y - 0.02]], 5)), wax('#F3E7CF'));
  if (look.shape === 'wide') for (const x of [-1.7, 0, 1.7]) wick(m, y, 0.9, [x, Math.abs(x) * 0.5 - 0.4]); else wick(m, y);
  if (look.finish !== 'ribbed') label(m, 'candle', { r, y: H * 0.2, w: Math.min(4.6, r * 1.1), h: Math.min(3.6, H * 0.42), ink: lightness(colours[look.colour]) > 0.55 ? 'clay' : look.colour });
  m.focus = { at: [r * 0.2, H * 0.85, r * 0.6], size: H * 0.95, elevation: 34 };
  return m;
}

/** A dinner candle with a softened shoulder. */
export function taperCandle(m, y, height, r = 1.08, colour = '#F0E6D2', at = [0, 0]) {
  m.add(turned(rounded([[0, y], [r, y], [r * 0.82, y + height * 0.95], [r * 0.5, y + height, 0.5], [0, y + height + 0.12]], 0.3), { segments: 48 }), wax(colour), { at: [at[0], 0, at[1]] });
  wick(m, y + height, 1, at);
}

function candlestick(look) {
  const H = { low: 5, classic: 13, tall: 19, wide: 10 }[look.shape], m = new Model({ turn: 0, elevation: 12, fill: 0.8, weight: 0.46 });
  const isClay = !['brass', 'ink'].includes(look.colour);
  const skin = isClay ? clay(look, { height: H, bareFoot: 0.3 }) : look.colour === 'brass' ? metal('brass', { rough: 0.2 }) : lacquer('ink', { rough: 0.4 });
  const base = { low: 5.2, classic: 4.6, tall: 4.8, wide: 5.6 }[look.shape];
  const outline = isClay
    ? [[0, 0], ...smooth([[base * 0.9, 0], [base * 0.92, 0.5], [base * 0.5, 1.6], [2.0, H * 0.34], [1.9, H * 0.62], [2.5, H * 0.86], [2.4, H - 0.1]], 8), [2.1, H + 0.05], [1.15, H], [1.1, H - 1.5], [0, H - 1.5]]
    : [[0, 0], ...rounded([[base, 0], [base, 0.35, 0.15], [base * 0.86, 0.55, 0.2], [base * 0.4, 0.8, 1], [0.6, 1.9, 0.8], [0.48, H * 0.45], [0.85, H * 0.48, 0.2], [0.48, H * 0.51], [0.5, H - 3, 0.5], [1.0, H - 2.3, 0.4], [1.9, H - 2.0, 0.1], [1.9, H - 1.8, 0.1], [1.35, H - 1.6, 0.2], [1.35, H]], 0.2), [1.12, H], [1.1, H - 1.2], [0, H - 1.2]];
  const fl = look.finish === 'ribbed' ? { shape: flutes({ count: 20, depth: 0.24, from: 1, to: H - 0.8, fade: 0.8 }), segments: 200 } : {};
  m.add(turned(look.shape === 'low' && !isClay ? [[0, 0], ...rounded([[base, 0], [base + 0.5, 0.9, 0.2], [base + 0.3, 1.0, 0.1], [base * 0.9, 0.4, 0.4], [1.5, 0.5, 0.4], [1.35, 3.4]], 0.2), [1.12, 3.4], [1.1, 1.2], [0, 1.2]] : outline, { segments: 112, ...fl }), skin);
  if (look.shape === 'low' && !isClay) {
    m.add(swept([[base + 0.1, 0.8, 0], [base + 1.6, 2.1, 0], [base + 2.6, 1.2, 0], [base + 1.4, 0.2, 0], [base + 0.2, 0.6, 0]], [0.42, 0.13], { side: [0, 0, 1] }), skin, { turn: [0, 20, 0] });
    taperCandle(m, 2.4, 13);
  } else taperCandle(m, H - 0.9, { low: 11, classic: 15, tall: 18, wide: 12 }[look.shape]);
  m.focus = { at: [0, Math.min(H, H * 0.8 + 1), 0.8], size: 10 };
  return m;
}

function lantern(look) {
  const { w, h } = shapes[look.shape], a = 6.2 * w, H = 17 * h, m = new Model({ turn: 28, elevation: 14, weight: 0.56 });
  const skin = look.colour === 'brass' ? metal('brass', { rough: 0.25 }) : lacquer(look.colour, { rough: 0.45 }), brass = metal('brass', { rough: 0.25 });
  m.add(block(a * 2 + 0.9, 0.8, a * 2 + 0.9, 0.25), skin);
  m.add(block(a * 2 + 0.7, 0.7, a * 2 + 0.7, 0.25), skin, { at: [0, H, 0] });
  for (const x of [-1, 1]) for (const z of [-1, 1]) m.add(block(0.55, H, 0.55, 0.1), skin, { at: [x * a, 0.4, z * a] });
  const pane = glass({ colour: 'clear' }, { depth: 0.5 });
  for (const t of [0, 90, 180, 270]) {
    m.add(sheet((u, v) => [(u - 0.5) * a * 2, 0.8 + v * (H - 0.8), a - 0.05], { cols: 2, rows: 2 }), pane, { turn: [0, t, 0], shadow: false });
    if (look.finish === 'banded') for (const k of [0.3, 0.65]) m.add(block(a * 2, 0.28, 0.28, 0.08), skin, { at: [0, 0, 0], turn: [0, t, 0], scale: 1 }).geometry.translate(...[[0, H * k, a], [a, H * k, 0], [0, H * k, -a], [-a, H * k, 0]][t / 90]);
    if (look.finish === 'ribbed') for (const k of [-0.5, 0, 0.5]) m.add(block(0.26, H - 0.4, 0.26, 0.08), skin).geometry.translate(...[[k * a, 0.6, a], [a, 0.6, k * a], [k * a, 0.6, -a], [-a, 0.6, k * a]][t / 90]);
  }
  const roof = turned(rounded([[a * 1.36, H + 0.7], [a * 1.3, H + 1, 0.2], [a * 0.5, H + 3.6, 0.8], [a * 0.42, H + 4.3], [a * 0.46, H + 4.4, 0.1], [a * 0.3, H + 5, 0.3], [0, H + 5.1]], 0.2), { segments: 4 });
  roof.rotateY(Math.PI / 4);
  roof.deleteAttribute('normal');
  m.add(roofed(roof), skin);
  m.add(swept(Array.from({ length: 16 }, (_, i) => { const t = (i / 16) * Math.PI * 2; return [Math.sin(t) * 2, H + 6.7 + Math.cos(t) * 2, 0]; }), [0.2, 0.2], { closed: true, ring: 10 }), brass);
  const c = a * 0.62, ch = H * 0.48;
  m.add(turned(rounded([[0, 0.8], [c, 0.8], [c, ch, 0.4], [c * 0.85, ch - 0.15, 0.3], [0, ch - 0.3]], 0.2)), wax('#F3E9D6'));
  wick(m, ch - 0.3);
  m.focus = { at: [a * 0.4, H * 0.85, a * 0.5], size: H * 0.8 };
  return m;
}

/** Flat faces for a four-sided roof. */
function roofed(geometry) {
  const flat = geometry.toNonIndexed();
  flat.computeVertexNormals();
  return flat;
}

function incenseHolder(look) {
  const m = new Model({ turn: -24, elevation: 24, weight: 0.5 });
  const stick = (x, z, y, lean) => m.add(swept([[x, y - 0.4, z], [x + lean * 0.5, y + 9, z], [x + lean, y + 18, z]], (t) => (t < 0.2 ? [0.075, 0.075] : [0.14, 0.14]), { ring: 10, steps: 40 }), lacquer('#6E4A33', { rough: 0.95 }));
  if (look.colour === 'brass') {
    const brass = metal('brass', { rough: 0.22 });
    m.add(vessel(rounded([[5.2, 0], [5.8, 0.4], [6.2, 1.0]], 0.4), { wall: 0.2, floor: 0.3, recess: 0.1 }), brass);
    m.add(turned(rounded([[1.1, 0.3], [0.7, 1.2, 0.5], [0.5, 1.9, 0.3], [0, 2]], 0.2)), brass);
    stick(0, 0, 1.9, 3);
  } else if (look.shape === 'wide') {
    m.add(vessel(smooth([[5.6, 0], [6.2, 0.3], [7.4, 0.9], [7.8, 1.7]], 8), { wall: 0.4, floor: 0.6 }), clay(look, { height: 5, bareFoot: 0.2 }));
    m.add(turned(smooth([[1.5, 0.55], [1.7, 1.2], [1.2, 2.1], [0, 2.4]], 8)), clay(look, { height: 5, bareFoot: -1 }));
    stick(0, 0, 2.3, 2.4);
  } else {
    m.add(turned([[0, 0], ...smooth([[3.6, 0], [4.1, 0.6], [3.7, 2.4], [2.0, 3.9], [0, 4.3]], 10)]), clay(look, { height: 4.4, dip: 1.5 }));
    stick(0, 0, 4.3, 1.2); 
  }
  m.focus = { at: [0, 2, 0], size: 12 };
  return m;
}

export const candles = { 'candle-jar': candleJar, candlestick, lantern, 'incense-holder': incenseHolder };

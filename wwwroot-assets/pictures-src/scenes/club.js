import { Model } from '../model.js';
import { metal } from '../materials/metal.js';
import { paper } from '../materials/soft.js';
import { print } from '../materials/print.js';
import { sheet } from '../forms/cloth.js';
import { plate, slab } from '../forms/slab.js';
import { still } from './still.js';

/** The member's card: ink, the mark, one line of brass. Lies on y = 0. */
function memberCard() {
  const m = new Model(), W = 17, D = 10.7;
  m.add(slab(plate(W, D, 0.8), 0.22, { bevel: 0.07, curve: 20 }), paper('#232A28', { rough: 0.55 }));
  m.add(slab(plate(W - 0.02, 0.16, 0.02), 0.05, { bevel: 0.01 }), metal('brass', { rough: 0.22 }), { at: [0, 0.2, D * 0.24] });
  const face = sheet((u, v) => [(u - 0.5) * W, 0.23, (v - 0.5) * D], { cols: 1, rows: 1 }), uv = face.attributes.uv;
  for (let i = 0; i < uv.count; i++) uv.setY(i, 1 - uv.getY(i));
  const art = print('member', 17, 10.7, (c, w, h, t) => { t.mark(c, 2.6, 2.5, 2.6, '#D9BC7C'); t.wordmark(c, w - 4.1, h - 1.35, 5.6, '#EDE6D6'); }, { scale: 72, rough: 0.4 });
  Object.assign(art, { transparent: true, depthWrite: false, premultipliedAlpha: true, polygonOffset: true, polygonOffsetFactor: -2 });
  m.add(face, art, { shadow: false });
  return m;
}

/** The club: its card on its edge against a present, a candle beside. */
export function club() {
  return still({ elevation: 15, fov: 18, fill: 0.74, weight: 0.62, shift: [0, 0] }, [
    ['gift-box:classic:banded:moss', 6, -10, -28],
    [memberCard(), -3, 9.5, 14, { y: 4.9, tilt: [66, 0] }],
    ['candlestick:tall:plain:brass', -18, -8, 0, { scale: 0.8 }],
    ['espresso-cup::plain:chalk', 20, 9, -36],
  ]);
}

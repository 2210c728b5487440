import { CanvasTexture, DoubleSide, MeshStandardMaterial, SRGBColorSpace } from 'three';
import logo from '../../pictures/logo.svg';
import { colours } from '../palette.js';

const paths = [...logo.matchAll(/ d="([^"]+)"/g)].map((m) => m[1]);
const wordmarkBox = { x: 60, width: 190 };
const cache = new Map();

/** Something printed: `draw(context, width, height, tools)` paints it; 32 dots per unit of size. */
export function print(name, width, height, draw, { rough = 0.8, metal = 0, scale = 32 } = {}) {
  if (cache.has(name)) return cache.get(name);
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  const c = canvas.getContext('2d');
  c.scale(scale, scale);
  draw(c, width, height, { mark, wordmark, rule });
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  map.anisotropy = 8;
  const material = new MeshStandardMaterial({ map, roughness: rough, metalness: metal, side: DoubleSide });
  cache.set(name, material);
  return material;
}

/** The brand's mark, centred on x, y. */
function mark(c, x, y, size, ink) {
  c.save();
  c.translate(x - size / 2, y - size / 2);
  c.scale(size / 48, size / 48);
  c.fillStyle = colours[ink] ?? ink;
  paths.slice(0, 2).forEach((d) => c.fill(new Path2D(d)));
  c.restore();
}

/** The brand's name, `width` wide, its middle on x, y. */
function wordmark(c, x, y, width, ink) {
  c.save();
  const k = width / wordmarkBox.width;
  c.translate(x - width / 2, y - 26 * k);
  c.scale(k, k);
  c.translate(-wordmarkBox.x, 0);
  c.fillStyle = colours[ink] ?? ink;
  c.fill(new Path2D(paths[2]));
  c.restore();
}

function rule(c, x, y, width, height, ink) {
  c.fillStyle = colours[ink] ?? ink;
  c.fillRect(x, y, width, height);
}

import { build } from './objects/index.js';
import { scenes } from './scenes/index.js';
import { grounds } from './palette.js';
import { Studio } from './studio/studio.js';

const studio = new Studio();

/** Angles are asked for by name; each object says how it likes to stand. */
function viewOf(model, angle) {
  const { turn = 0, elevation = 18, ...rest } = model.pose;
  if (angle === 'side') return { ...rest, ...model.side, turn: model.side?.turn ?? turn + 55, elevation: model.side?.elevation ?? Math.min(elevation + 13, 58) };
  if (angle === 'detail' && model.focus) return { turn: model.focus.turn ?? turn, elevation: model.focus.elevation ?? elevation + 5, dark: rest.dark, close: model.focus };
  return { ...rest, turn, elevation };
}

/** Takes one picture; a job names a scene or a look, and the pixels come back as base64. */
window.shoot = (job) => {
  const model = job.scene ? scenes[job.scene]() : build(job);
  const pixels = studio.shoot(model, { ...job, ground: grounds[job.category] ?? job.ground, view: viewOf(model, job.angle) });
  model.dispose();
  return encode(pixels);
};

function encode(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode.apply(null, bytes.subarray(i, i + 32768));
  return btoa(text);
}
window.ready = true;

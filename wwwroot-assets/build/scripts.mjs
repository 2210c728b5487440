import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const run = promisify(execFile);

export const scripts = (here, out) => build({
  entryPoints: ['store', 'admin', 'passkeys'].map(name => join(here, `scripts/${name}.ts`)),
  outdir: out,
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022'],
  legalComments: 'none',
  logLevel: 'silent',
});

/** esbuild strips types without reading them; this is where a wrong one stops the build. */
export async function typesHold(here) {
  try {
    await run(process.execPath, [join(here, 'node_modules/typescript/bin/tsc'), '--pretty', 'false'], { cwd: here });
  } catch (error) {
    throw new Error(error.stdout?.trim() || error.message);
  }
}

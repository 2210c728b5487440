import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs `npm ci` in the folder, but only when its lock file is newer than what is installed; what npm has kept already is not asked for again. */
export async function installed(folder) {
  const [lock, modules] = await Promise.all([time(join(folder, 'package-lock.json')), time(join(folder, 'node_modules/.package-lock.json'))]);
  if (modules > lock) return;

  try {
    await run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, shell: process.platform === 'win32' });
  } catch (error) {
    throw new Error(`npm ci failed in ${folder}: ${error.stderr?.trim() || error.message}`);
  }
}

const time = file => stat(file).then(s => s.mtimeMs, () => 0);

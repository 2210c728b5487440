import { cp } from 'node:fs/promises';
import { join } from 'node:path';

/** Pictures are finished files; they are only carried over. */
export const pictures = (here, out) => cp(join(here, 'pictures'), join(out, 'pictures'), { recursive: true, preserveTimestamps: true });

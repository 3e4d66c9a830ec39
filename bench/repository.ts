import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// This file runs as dist/bench/repository.js.
const root = fileURLToPath(new URL('../../', import.meta.url));

/** A file or folder of this repository. */
export const inRepository = (...names: string[]): string => join(root, ...names);

import { readFileSync } from 'node:fs';
import type { Assets } from '#page';
import { Body } from '../body.js';

/** A file of the pages. One whose name has its hash never changes. */
export interface Asset {
  readonly body: Body;
  readonly type: string;
  readonly isForGood: boolean;
}

export interface WebFiles {
  readonly assets: Assets;
  readonly files: ReadonlyMap<string, Asset>;
}

/** As the bundler writes it: names by what they are for. */
interface Manifest {
  readonly style: string;
  readonly script: string;
  /** Those for other sites, whose names stay. */
  readonly lasting: readonly string[];
}

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

// Beside the compiled reader; from the sources, in tests, the built ones.
const folders = ['../../../web/', '../../../../dist/apps/web/'].map((path) => new URL(path, import.meta.url));

let known: WebFiles | undefined;

/** The files of apps/web as they were built. Without them the pages are complete, and plain. */
export function webFiles(): WebFiles {
  known ??= readFiles();
  return known;
}

function readFiles(): WebFiles {
  for (const folder of folders) {
    try {
      const { style, script, lasting } = JSON.parse(readFileSync(new URL('assets.json', folder), 'utf8')) as Manifest;
      const files = [style, script, ...lasting].map((name): [string, Asset] => [
        name,
        {
          body: new Body(readFileSync(new URL(name, folder), 'utf8')),
          type: types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
          isForGood: !lasting.includes(name),
        },
      ]);
      return { assets: { style: `/assets/${style}`, script: `/assets/${script}` }, files: new Map(files) };
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
    }
  }
  return { assets: {}, files: new Map() };
}

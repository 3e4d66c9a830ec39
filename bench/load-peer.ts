import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { StoppingError } from '#errors';
import { inRepository } from './repository.js';
import { tell } from './tell.js';

const folder = inRepository('bench', 'peers');

interface Loader {
  readonly importPeer: (name: string) => Promise<unknown>;
}

/**
 * Imports a package of bench/peers, where what we are compared with is installed apart from us. The caller says what
 * of it is used: its own types are not there when this is compiled.
 */
export async function loadPeer<T>(name: string): Promise<T> {
  const { importPeer } = (await import(pathToFileURL(`${folder}/import-peer.js`).href)) as Loader;
  return (await importPeer(name)) as T;
}

/** Installs what bench/peers/package-lock.json names, once. */
export async function installPeers(): Promise<void> {
  if (existsSync(`${folder}/node_modules/.package-lock.json`)) return;
  tell('The packages to compare with are not there yet: npm ci --prefix bench/peers');
  const began = performance.now();
  const progress = setInterval(() => tell(`  … ${Math.round((performance.now() - began) / 1_000)} s`), 2_000);
  // npm's own words belong to stderr too: stdout is for the report.
  const npm = spawn('npm', ['ci', '--prefix', folder], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  const [code] = (await once(npm, 'exit')) as [number | null];
  clearInterval(progress);
  if (code !== 0) throw new StoppingError('npm ci --prefix bench/peers failed: run it by itself to see why.');
}

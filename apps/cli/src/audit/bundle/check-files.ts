import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { StoppingError } from '#errors';
import { AuditFault } from '../fault.js';
import { bundleFormat, files } from './bundle-format.js';
import type { BundleFile, Manifest } from './bundle-format.js';

export const bundleFault = (detail: string, facts: { readonly expected?: string; readonly found?: string } = {}) =>
  new AuditFault({ what: 'bundle', detail, ...facts });

/** The manifest, once every file is there as it says, and nothing else. Throws an AuditFault. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, files.manifest), 'utf8').catch(() => {
    throw new StoppingError(`${folder} holds no bundle: there is no ${files.manifest} in it.`);
  });
  const manifest = parse(text) as Partial<Manifest> | undefined;
  if (manifest?.format !== bundleFormat) {
    throw bundleFault(`${files.manifest} names a format that is not known here.`, {
      expected: bundleFormat,
      found: String(manifest?.format),
    });
  }
  if (!isWhole(manifest)) throw bundleFault(`${files.manifest} lacks what it has to say.`);
  const told = new Set([files.manifest, ...manifest.files.map(({ name }) => name)]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const name = join(entry.parentPath, entry.name).slice(join(folder, '/').length);
    if (!entry.isDirectory() && !told.has(name)) throw bundleFault(`${name} is not in the manifest.`);
  }
  for (const file of manifest.files) await requireSame(folder, file);
  for (const name of [files.events, files.hashes, files.checkpoint, files.keys]) {
    if (!told.has(name)) throw bundleFault(`The manifest does not name ${name}.`);
  }
  return manifest;
}

/** The lines of a file, each as JSON with its text. Throws an AuditFault for one that is none. */
export async function* readLines<T>(folder: string, name: string): AsyncGenerator<T> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(join(folder, name)), crlfDelay: Infinity })) {
    number += 1;
    const value = parse(line);
    if (value === undefined) throw bundleFault(`${name}, line ${number}, is not a JSON object.`);
    yield value as T;
  }
}

export async function readObject<T>(folder: string, name: string): Promise<T> {
  const value = parse(await readFile(join(folder, name), 'utf8'));
  if (value === undefined) throw bundleFault(`${name} is not a JSON object.`);
  return value as T;
}

async function requireSame(folder: string, { name, bytes, sha256 }: BundleFile): Promise<void> {
  if (/(^|\/)\.\.(\/|$)|^\//.test(name)) throw bundleFault(`The manifest names ${name}, which is not of the bundle.`);
  const hash = createHash('sha256');
  let count = 0;
  try {
    for await (const piece of createReadStream(join(folder, name))) {
      hash.update(piece as Buffer);
      count += (piece as Buffer).length;
    }
  } catch {
    throw bundleFault(`${name} is not there.`);
  }
  const found = hash.digest('hex');
  if (count !== bytes)
    throw bundleFault(`${name} is of another size.`, { expected: `${bytes} bytes`, found: `${count} bytes` });
  if (found !== sha256) throw bundleFault(`${name} is not what the manifest says.`, { expected: sha256, found });
}

function isWhole(manifest: Partial<Manifest>): manifest is Manifest {
  const { ledger, epoch, size, events, holds, files: told } = manifest;
  const isScope =
    holds?.kind === 'everything' ||
    (holds?.kind === 'story' && typeof holds.story === 'string') ||
    (holds?.kind === 'range' && Number.isSafeInteger(holds.from) && Number.isSafeInteger(holds.to));
  const isFile = ({ name, bytes, sha256 }: Partial<BundleFile>) =>
    typeof name === 'string' && Number.isSafeInteger(bytes) && typeof sha256 === 'string';
  return (
    [ledger, epoch].every((text) => typeof text === 'string') &&
    [size, events].every(Number.isSafeInteger) &&
    isScope &&
    Array.isArray(told) &&
    told.every(isFile)
  );
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { StoppingError } from '#errors';
import { AuditFault } from '#proof';
import { bundleFormat, files } from './bundle-format.js';
import type { BundleFile, Manifest } from './bundle-format.js';

export const bundleFault = (detail: string, facts: { readonly expected?: string; readonly found?: string } = {}) =>
  new AuditFault({ what: 'bundle', detail, ...facts });

/** The manifest, once every file is there as it says, and nothing else. Throws an AuditFault. */
export async function readManifest(folder: string): Promise<Manifest> {
  if ((await plainSize(folder, files.manifest)) === undefined) {
    throw new StoppingError(`${folder} holds no bundle: there is no ${files.manifest} in it.`);
  }
  const text = await readFile(join(folder, files.manifest), 'utf8');
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

type Shape<T> = (value: Partial<Record<keyof T, unknown>>) => boolean;

/** The lines of a file, each a JSON object of a shape. Throws an AuditFault for one that is none. */
export async function* readLines<T>(folder: string, name: string, has: Shape<T>): AsyncGenerator<T> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(join(folder, name)), crlfDelay: Infinity })) {
    number += 1;
    const value = parse(line);
    if (value === undefined) throw bundleFault(`${name}, line ${number}, is not a JSON object.`);
    if (!has(value)) throw bundleFault(`${name}, line ${number}, is not as the format has it.`);
    yield value as T;
  }
}

/** A file that is one JSON object of a shape. Throws an AuditFault for one that is none. */
export async function readObject<T>(folder: string, name: string, has: Shape<T>): Promise<T> {
  const value = parse(await readFile(join(folder, name), 'utf8'));
  if (value === undefined) throw bundleFault(`${name} is not a JSON object.`);
  if (!has(value)) throw bundleFault(`${name} is not as the format has it.`);
  return value as T;
}

async function requireSame(folder: string, { name, bytes, sha256 }: BundleFile): Promise<void> {
  if (/(^|\/)\.\.(\/|$)|^\//.test(name)) throw bundleFault(`The manifest names ${name}, which is not of the bundle.`);
  const size = await plainSize(folder, name);
  if (size === undefined) throw bundleFault(`${name} is not there.`);
  if (size !== bytes)
    throw bundleFault(`${name} is of another size.`, { expected: `${bytes} bytes`, found: `${size} bytes` });
  const hash = createHash('sha256');
  for await (const piece of createReadStream(join(folder, name))) hash.update(piece as Buffer);
  const found = hash.digest('hex');
  if (found !== sha256) throw bundleFault(`${name} is not what the manifest says.`, { expected: sha256, found });
}

/** Bytes of a file; undefined where there is none. What is no file is never opened: a pipe or a device has no end. */
async function plainSize(folder: string, name: string): Promise<number | undefined> {
  const found = await lstat(join(folder, name)).catch(() => undefined);
  if (found?.isFile() === false) throw bundleFault(`${name} is no plain file.`);
  return found?.size;
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

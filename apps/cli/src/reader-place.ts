import { readFile } from 'node:fs/promises';
import { StoppingError } from '#errors';
import type { Settings } from '#process';
import type { ReaderPlace } from './ask-reader.js';

/** How the command line names the reader. */
export interface ReaderOptions {
  readonly url?: string;
  readonly keyFile?: string;
}

export async function readReaderPlace(settings: Settings, options: ReaderOptions): Promise<ReaderPlace> {
  const url = options.url ?? settings.publicUrl;
  if (!URL.canParse(url)) throw new StoppingError(`--url must be an address such as http://127.0.0.1:3000.`);
  return { url, ...(options.keyFile === undefined ? {} : { key: await readKey(options.keyFile) }) };
}

async function readKey(path: string): Promise<string> {
  const key = (await readFile(path, 'utf8').catch(() => '')).trim();
  if (/^\S+$/.test(key)) return key;
  throw new StoppingError(`${path} holds no key: name a file with one key in it.`);
}

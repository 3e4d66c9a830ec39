import { readFile } from 'node:fs/promises';
import { StoppingError } from '#errors';
import type { Settings } from '#runtime';
import { askReader } from '../ask-reader.js';
import { tellStory } from '../tell-story.js';

export interface ChangesOptions {
  readonly from: string;
  readonly to?: string;
  readonly url?: string;
  readonly keyFile?: string;
  readonly json?: boolean;
}

/** Tells, in sentences, what changed between two moments of a story. */
export async function showChanges(settings: Settings, story: string, options: ChangesOptions): Promise<void> {
  const url = options.url ?? settings.publicUrl;
  if (!URL.canParse(url)) throw new StoppingError(`--url must be an address such as http://127.0.0.1:3000.`);
  const reader = { url, ...(options.keyFile === undefined ? {} : { key: await readKey(options.keyFile) }) };
  const span = { from: options.from, ...(options.to === undefined ? {} : { to: options.to }) };
  if (options.json === true) {
    const answer = await askReader(reader, `/v1/stories/${encodeURIComponent(story)}/changes`, span);
    process.stdout.write(`${JSON.stringify(answer, undefined, 2)}\n`);
    return;
  }
  process.stdout.write(await tellStory(reader, story, span));
}

async function readKey(path: string): Promise<string> {
  const key = (await readFile(path, 'utf8').catch(() => '')).trim();
  if (/^\S+$/.test(key)) return key;
  throw new StoppingError(`${path} holds no key: name a file with one key in it.`);
}

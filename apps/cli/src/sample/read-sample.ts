import { readFile } from 'node:fs/promises';
import { sourceFile } from '../source-file.js';

/** The sample story: batches of events, in the order in which their facts became known. */
export interface Sample {
  readonly story: string;
  readonly batches: readonly (readonly object[])[];
}

export async function readSample(): Promise<Sample> {
  return JSON.parse(await readFile(sourceFile('sample/story.json'), 'utf8')) as Sample;
}

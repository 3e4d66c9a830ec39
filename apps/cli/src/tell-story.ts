import type { ToldChange } from '#views';
import { askReader } from './ask-reader.js';
import type { ReaderPlace } from './ask-reader.js';
import { legible } from './legible.js';
import { readPages } from './read-pages.js';
import { tellChanges } from './tell-changes.js';
import type { TellingLength } from './tell-changes.js';

/** How a story changed, in words, made from `GET …/changes`. */
export async function tellStory(
  reader: ReaderPlace,
  story: string,
  span: Readonly<Record<string, string>> = {},
  { length = 'folded' }: { readonly length?: TellingLength } = {},
): Promise<string> {
  const path = `/v1/stories/${encodeURIComponent(story)}`;
  const { title, version } = legible(await askReader(reader, path)) as { title: string; version: number };
  const answer = legible(await readPages(reader, `${path}/changes`, span, 'changes'));
  return tellChanges({ story, title, version }, answer['changes'] as readonly ToldChange[], length);
}

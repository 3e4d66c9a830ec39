import type { Settings } from '#process';
import { legibleJson } from '../legible.js';
import { readPages } from '../read-pages.js';
import { readReaderPlace } from '../reader-place.js';
import type { ReaderOptions } from '../reader-place.js';
import { tellStory } from '../tell-story.js';

export interface ChangesOptions extends ReaderOptions {
  readonly from: string;
  readonly to?: string;
  readonly all?: boolean;
  readonly recorded?: boolean;
  readonly json?: boolean;
}

/** Tells, in sentences, what changed between two moments of a story. */
export async function showChanges(settings: Settings, story: string, options: ChangesOptions): Promise<void> {
  const reader = await readReaderPlace(settings, options);
  const span = {
    from: options.from,
    ...(options.to === undefined ? {} : { to: options.to }),
    ...(options.recorded === true ? { order: 'recorded' } : {}),
  };
  if (options.json === true) {
    const answer = await readPages(reader, `/v1/stories/${encodeURIComponent(story)}/changes`, span, 'changes');
    process.stdout.write(legibleJson(answer));
    return;
  }
  process.stdout.write(await tellStory(reader, story, span, { length: options.all === true ? 'all' : 'folded' }));
}

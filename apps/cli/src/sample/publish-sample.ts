import { StoppingError } from '#errors';
import type { Problem } from '#errors';
import type { Sample } from './read-sample.js';

export interface SamplePublished {
  /** The last position of the sample here; 0 where nothing of it is. */
  readonly position: number;
  /** Why the rest of it was refused, where it was. */
  readonly refusal?: string;
}

/**
 * Publishes the sample story over the publisher's API, each batch where it is still missing. Every event has an id, so
 * a batch that is there already is answered as before, and a start that was interrupted is completed by the next one.
 * Where the story here is another one (of an older version, or changed since), the first batch that does not fit is
 * refused, and the story stays as it is.
 */
export async function publishSample(url: string, key: string, sample: Sample): Promise<SamplePublished> {
  let position = 0;
  for (const events of sample.batches) {
    const response = await fetch(new URL(`/v1/stories/${sample.story}/events`, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    });
    const answer = (await response.json()) as { position: number } & Problem;
    if (response.status === 409) return { position, refusal: answer.detail };
    if (!response.ok) throw new StoppingError(`The sample story was refused: ${answer.detail}`);
    ({ position } = answer);
  }
  return { position };
}

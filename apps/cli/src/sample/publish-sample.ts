import { StoppingError } from '#errors';
import type { Problem } from '#errors';
import { askReader } from '../ask-reader.js';
import type { ReaderPlace } from '../ask-reader.js';
import type { Sample } from './read-sample.js';

const patienceMs = 60_000;

/**
 * Publishes the sample story over the publisher's API, each batch where it is still missing, and waits until readers
 * see it. Every event has an id, so a batch that is there already is answered as before. Answers the last position.
 */
export async function publishSample(url: string, key: string, sample: Sample, publish: boolean): Promise<number> {
  let position = 0;
  for (const events of publish ? sample.batches : []) {
    const response = await fetch(new URL(`/v1/stories/${sample.story}/events`, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    });
    const answer = (await response.json()) as { position: number } & Problem;
    if (!response.ok) throw new StoppingError(`The sample story was refused: ${answer.detail}`);
    ({ position } = answer);
  }
  await waitUntilVisible({ url, key }, sample.story, position);
  return position;
}

async function waitUntilVisible(reader: ReaderPlace, story: string, position: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      await askReader(reader, `/v1/stories/${story}`, { minPosition: String(position) });
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        const health = (await fetch(new URL('/health/ready', reader.url))).text();
        throw new StoppingError(
          `The sample story did not reach its readers: ${(error as Error).message} ${await health}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

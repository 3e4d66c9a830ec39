import { StoppingError } from '#errors';
import { askReader } from '../ask-reader.js';
import type { ReaderPlace } from '../ask-reader.js';

const patienceMs = 60_000;

/** Waits until readers see the story as of a position. */
export async function awaitSample(reader: ReaderPlace, story: string, position: number): Promise<void> {
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

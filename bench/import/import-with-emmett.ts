import pg from 'pg';
import { loadEmmett } from '../append/append-with-emmett.js';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import { archive, eventsOfStory } from './archive.js';

interface EmmettEvent {
  readonly type: string;
  readonly data: object;
  readonly metadata: object;
}

const connections = 4;

/** Emmett's append with a whole story at a time, several at once. Answers seconds. */
export async function importWithEmmett(url: string, estimates: ReadyEstimates, events: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  pool.on('error', () => undefined);
  const store = await loadEmmett(url, pool);
  const stories = storiesOf(estimates, events);
  const began = performance.now();
  const work = async () => {
    for (const [story, batch] of stories) {
      await store.appendToStream(story, batch, { expectedStreamVersion: 0n });
    }
  };
  // The workers share one generator: each takes the next story.
  await Promise.all(Array.from({ length: connections }, work));
  const seconds = (performance.now() - began) / 1_000;
  await pool.end();
  return seconds;
}

function* storiesOf(estimates: ReadyEstimates, events: number): Generator<readonly [string, EmmettEvent[]]> {
  let batch: EmmettEvent[] = [];
  for (const [story, { id, type, data }] of archive(estimates, events)) {
    batch.push({ type, data, metadata: { messageId: id, recordedBy: 'k_bench' } });
    if (batch.length < eventsOfStory) continue;
    yield [story, batch];
    batch = [];
  }
  if (batch.length > 0) yield ['the-rest', batch];
}

import type { StoredEvent } from '#events';
import { openPool, schemaName } from '#postgres';
import type { DatabaseOptions } from '#postgres';
import { foldBatch, inSlot, readRows, viewsSchema, writeBatch } from '#views';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import { tell } from '../tell.js';
import { toldStories } from './told-stories.js';

const batchSize = 500;

export const viewsSchemaName = schemaName('newsledger', viewsSchema);

/** The views as readers of the generation that is made first see them. */
export const viewsOf = (url: string, applicationName: string): DatabaseOptions =>
  inSlot({ url, schema: viewsSchemaName, applicationName }, 'blue');

export const openViews = (url: string) => openPool(viewsOf(url, 'bench views'));

/** Views as the projector leaves them, without the way through Kafka. Every story is there from position 2 × stories on. */
export async function fillViews(
  url: string,
  estimates: ReadyEstimates,
  stories: number,
  eventsOfStory: number,
): Promise<void> {
  tell(`  ${stories * eventsOfStory} events of ${stories} stories are folded`);
  const views = openViews(url);
  const write = async (batch: readonly StoredEvent[]) => {
    await writeBatch(views, 'bench', await foldBatch(batch, (facts) => readRows(views, facts)));
  };
  let batch: StoredEvent[] = [];
  for (const commit of toldStories(estimates, stories, eventsOfStory)) {
    batch.push(...commit);
    if (batch.length < batchSize) continue;
    await write(batch);
    batch = [];
  }
  if (batch.length > 0) await write(batch);
  await views.query('vacuum analyze');
  await views.end();
}

import { Appender, ledgerChannel, ledgerSchema } from '#ledger';
import { migrate, openPool, schemaName } from '#postgres';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import type { Stage } from '../stage/stage.js';
import type { OneStory, StoryTurns } from './story-turns.js';

export type Append = (writer: number) => Promise<void>;

/** As many connections as the publisher has. */
const connections = 6;

/** Ours, as the publisher uses it: one appender for all writers, and a notification beside the batches. */
export async function appendWithNewsledger(
  stage: Stage,
  url: string,
  prefix: string,
  estimates: ReadyEstimates,
  turns: StoryTurns | OneStory,
): Promise<Append> {
  await migrate({ url, prefix }, ledgerSchema);
  const schema = schemaName(prefix, ledgerSchema);
  const pool = openPool({ url, schema, applicationName: 'bench newsledger', max: connections });
  const appender = new Appender(pool, ledgerChannel(schema));
  stage.onClose(async () => {
    await appender.drain();
    await pool.end();
  });
  return async (writer) => {
    const story = turns.next(writer);
    const event = estimates.take();
    const base = story.version;
    story.version += 1;
    const { outcome } = await appender.append({
      lineage: story,
      story: story.id,
      base,
      events: [event],
      recordedBy: 'k_bench',
    });
    if (outcome !== 'appended') throw new Error(`${story.id} was appended to by somebody else`);
  };
}

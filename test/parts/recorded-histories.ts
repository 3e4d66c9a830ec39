import { canonicalJson, position, storyId, version } from '#events';
import type { NewEvent, StoredEvent } from '#events';
import { published } from '../../libs/story/src/story-examples.js';
import type { LedgerEvent } from '../soak/naive-fold.js';

/** What is accepted of each story, as it would stand in the ledger: one story a while, then the other. */
export function recorded(histories: readonly (readonly NewEvent[])[]): StoredEvent[] {
  const accepted = histories.map((events) => published(events).kept);
  const turns = accepted.flatMap((events, story) => events.map((event, at) => ({ event, story, at })));
  turns.sort((one, other) => one.at - other.at);
  return turns.map(({ event, story, at }, index) => ({
    position: position(index + 1),
    story: storyId(`story-${story}`),
    version: version(at + 1),
    id: event.id,
    commit: position(index + 1),
    type: event.type,
    // Links in the words of the first version, which readers get in those of the second.
    schemaVersion: 1,
    recordedAt: `2024-10-28T21:05:00.${String(index + 1).padStart(6, '0')}Z`,
    recordedBy: `key-${index % 2}`,
    ...(at % 3 === 0 ? { publishedAt: '2024-10-01T00:00:00Z' } : {}),
    data: event.type === 'StoryLinked' ? canonicalJson({ to: event.data.to, relation: 'follows' }) : event.bytes,
    salt: '00'.repeat(16),
  }));
}

/** `ends` tells behind which event a batch ends; it is begun again where it is too short. */
export function batchesOf(events: readonly StoredEvent[], ends: readonly boolean[]): StoredEvent[][] {
  const batches: StoredEvent[][] = [[]];
  for (const [at, event] of events.entries()) {
    batches.at(-1)?.push(event);
    if (ends[at % ends.length] === true) batches.push([]);
  }
  return batches.filter(({ length }) => length > 0);
}

/** As the naive fold reads events. */
export function asInLedger({
  position: at,
  story,
  id,
  type,
  recordedAt,
  recordedBy,
  publishedAt,
  data,
}: StoredEvent): LedgerEvent {
  const recordedThen = { recorded_at: recordedAt, recorded_by: recordedBy, published_at: publishedAt ?? null };
  return { position: at, story, id, type, ...recordedThen, data };
}

import type { ShownEvent } from '#events';
import type { History, KnownRow } from '../queries/read-history.js';
import { toldChangeOf } from '../queries/told-change.js';
import { foldBatch } from './fold-batch.js';

const nothing = () => Promise.resolve([]);

/**
 * The history of a story, folded of all its events in their order: the same that is read from the views. Throws an
 * UnprojectableError.
 */
export async function foldHistory(story: string, events: readonly ShownEvent[]): Promise<History> {
  const { rows, changes } = await foldBatch(events, nothing);
  const known = rows.begun.map(({ row: { kind, key, doc }, at, until }): KnownRow => {
    return { kind, key, from: at, ...(until === undefined ? {} : { to: until }), doc };
  });
  return {
    story,
    versions: events.map(({ position, recordedAt }) => ({ position, recordedAt })),
    rows: known.sort(
      (one, other) => one.from - other.from || compare(one.kind, other.kind) || compare(one.key, other.key),
    ),
    changes: events.map(({ position, version, id, recordedAt, publishedAt }, at) =>
      toldChangeOf({
        ...{ position, version, id, recorded_at: recordedAt, published_at: publishedAt ?? null },
        doc: (changes[at] as (typeof changes)[number]).change,
      }),
    ),
  };
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

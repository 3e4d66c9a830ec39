import type pg from 'pg';
import type { StoredEvent } from '#events';
import type { AppendOutcome } from '#ledger';
import { readByIds } from '#ledger';
import type { PublishAnswer, PublishRequest } from './publish-events.js';

type Appended = Extract<AppendOutcome, { outcome: 'appended' }>;

/** The answer to a publish; without an outcome, to a dry run. */
export function answerOf({ story, events }: PublishRequest, base: number, appended?: Appended): PublishAnswer {
  const first = appended === undefined ? undefined : appended.position - events.length + 1;
  return {
    story,
    version: base + events.length,
    ...(appended === undefined
      ? {}
      : { position: appended.position, recordedAt: tellMicroseconds(appended.recordedAt) }),
    events: events.map(({ id, type }, at) => ({
      id,
      type,
      version: base + at + 1,
      ...(first === undefined ? {} : { position: first + at }),
    })),
  };
}

/** The first answer to events that are all there with equal content; undefined where something differs. */
export async function findReplay(pool: pg.Pool, { story, events }: PublishRequest): Promise<PublishAnswer | undefined> {
  const ids = events.map(({ id }) => id);
  const stored = new Map((await readByIds(pool, story, ids)).map((event) => [event.id, event]));
  const found = events.flatMap((event) => {
    const there = stored.get(event.id);
    const equal =
      there?.type === event.type &&
      there.schemaVersion === event.schemaVersion &&
      there.data === event.bytes &&
      there.publishedAt === event.publishedAt &&
      there.actor === event.actor;
    return equal ? [there] : [];
  });
  return found.length < events.length ? undefined : answerAgain(story, found);
}

/** The first answer to events that are in the ledger, told from there. */
export function answerAgain(story: string, found: readonly StoredEvent[]): PublishAnswer {
  const last = found.at(-1);
  if (last === undefined) throw new Error('a publish has at least one event');
  return {
    story,
    version: last.version,
    position: last.position,
    recordedAt: last.recordedAt,
    events: found.map(({ id, type, version, position }) => ({ id, type, version, position })),
  };
}

/** RFC 3339 with µs, of µs since 1970. */
function tellMicroseconds(time: number): string {
  const seconds = new Date(Math.floor(time / 1_000)).toISOString().slice(0, 19);
  return `${seconds}.${String(time % 1_000_000).padStart(6, '0')}Z`;
}

import { randomFillSync } from 'node:crypto';
import type pg from 'pg';
import { commitmentOf } from '#events';
import type { NewEvent, StoryId } from '#events';
import { binaryArray, numberArray } from '#postgres';

/** What one publish wants appended, decided against the story at `base`. */
export interface AppendRequest {
  /** The cached state that it was decided on. Once one append of a lineage fails, so do all that follow it. */
  readonly lineage: object;
  readonly story: StoryId;
  readonly base: number;
  readonly events: readonly NewEvent[];
  readonly recordedBy: string;
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** `recordedAt` is in µs since 1970. `position` and `version` are the last event's. */
export type AppendOutcome =
  | { readonly outcome: 'appended'; readonly position: number; readonly version: number; readonly recordedAt: number }
  | { readonly outcome: 'conflict' };

const statement = {
  name: 'append_batch',
  text: `select base_position, base_time, current_versions from append_batch(
    $1::text[], $2::integer[], $3::integer[], $4::integer[], $5::integer[], $6::integer[], $7::text[], $8::text[],
    $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::bytea[], $15::bytea[], $16::text[])`,
};

interface Chain {
  readonly story: StoryId;
  readonly base: number;
  readonly number: number;
}

const saltSize = 16;

/**
 * Appends many requests in one transaction. Requests of one story follow each other: the second was decided on the
 * state after the first, so they are appended together or not at all.
 */
export async function appendBatch(pool: pg.Pool, requests: readonly AppendRequest[]): Promise<AppendOutcome[]> {
  const chains = chainsOf(requests);
  const { rows } = await pool.query<{ base_position: number; base_time: number; current_versions: number[] }>({
    ...statement,
    values: parametersOf(requests, chains),
  });
  const [row] = rows;
  if (row === undefined) throw new Error('append_batch answered nothing');
  let position = row.base_position;
  let recordedAt = row.base_time - 1;
  return requests.map(({ story, base, events }): AppendOutcome => {
    const chain = chains.get(story);
    const currentVersion = row.current_versions[(chain?.number ?? 0) - 1] ?? 0;
    if (chain?.base !== currentVersion) return { outcome: 'conflict' };
    position += events.length;
    recordedAt += 1;
    return { outcome: 'appended', position, version: base + events.length, recordedAt };
  });
}

function chainsOf(requests: readonly AppendRequest[]): ReadonlyMap<StoryId, Chain> {
  const chains = new Map<StoryId, Chain>();
  const ends = new Map<StoryId, number>();
  for (const { story, base, events } of requests) {
    const end = ends.get(story) ?? base;
    if (base !== end) throw new Error(`an append to ${story} at ${base} does not follow the one to ${end}`);
    ends.set(story, end + events.length);
    if (!chains.has(story)) chains.set(story, { story, base, number: chains.size + 1 });
  }
  return chains;
}

function parametersOf(requests: readonly AppendRequest[], chains: ReadonlyMap<StoryId, Chain>): unknown[] {
  const rows = requests.flatMap((request, at) =>
    request.events.map((event, index) => ({
      event,
      request,
      requestNumber: at + 1,
      chain: chains.get(request.story)?.number ?? 0,
      version: request.base + index + 1,
    })),
  );
  const salts = randomFillSync(Buffer.allocUnsafe(saltSize * rows.length));
  const saltAt = (index: number) => salts.subarray(index * saltSize, (index + 1) * saltSize);
  const texts = (pick: (row: (typeof rows)[number]) => string | undefined) => binaryArray('text', rows.map(pick));
  const numbers = (pick: (row: (typeof rows)[number]) => number) => numberArray(rows.map(pick));
  return [
    binaryArray('text', [...chains.keys()]),
    numberArray([...chains.values()].map(({ base }) => base)),
    numbers((row) => row.chain),
    numbers((row) => row.requestNumber),
    numbers((row) => row.version),
    numbers((row) => row.event.schemaVersion),
    texts((row) => row.event.id),
    texts((row) => row.event.type),
    texts((row) => row.request.recordedBy),
    texts((row) => row.event.publishedAt),
    texts((row) => row.request.correlationId),
    texts((row) => row.request.causationId),
    texts((row) => row.event.actor),
    binaryArray(
      'bytea',
      rows.map(({ event }, index) => commitmentOf(saltAt(index), event.actor, event.bytes)),
    ),
    binaryArray(
      'bytea',
      rows.map((_row, index) => saltAt(index)),
    ),
    texts((row) => row.event.bytes),
  ];
}

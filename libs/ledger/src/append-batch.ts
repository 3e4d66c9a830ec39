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
  readonly idempotency?: Idempotency;
}

/** Under which key of its holder a publish is kept, and what tells its content from another one's. */
export interface Idempotency {
  readonly key: string;
  /** SHA-256 of the body. */
  readonly fingerprint: Buffer;
}

/** `recordedAt` is in µs since 1970. `position` and `version` are the last event's. */
export type AppendOutcome =
  | { readonly outcome: 'appended'; readonly position: number; readonly version: number; readonly recordedAt: number }
  | { readonly outcome: 'conflict' };

const statement = {
  name: 'append_batch',
  text: `select base_position, base_time, current_versions from append_batch(
    $1::text[], $2::integer[], $3::integer[], $4::integer[], $5::integer[], $6::integer[], $7::integer[], $8::text[],
    $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::bytea[], $16::bytea[], $17::text[],
    $18::integer[], $19::integer[], $20::integer[], $21::text[], $22::text[], $23::bytea[])`,
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
  const outcomes = new Map<AppendRequest, AppendOutcome>();
  // A chain that does not fit stops its whole batch; what is left is tried again, so that each turn ends some chain.
  for (let left = requests; left.length > 0; left = requests.filter((request) => !outcomes.has(request))) {
    for (const [request, outcome] of await tryBatch(pool, left)) outcomes.set(request, outcome);
  }
  return requests.map((request) => outcomes.get(request) ?? { outcome: 'conflict' });
}

/** Appends all of it, or nothing: then those are told whose story has another version. */
async function tryBatch(
  pool: pg.Pool,
  requests: readonly AppendRequest[],
): Promise<(readonly [AppendRequest, AppendOutcome])[]> {
  const chains = chainsOf(requests);
  const { rows } = await pool.query<{ base_position: number; base_time: number; current_versions: number[] }>({
    ...statement,
    values: parametersOf(requests, chains),
  });
  const [row] = rows;
  if (row === undefined) throw new Error('append_batch answered nothing');
  const fits = ({ story }: AppendRequest) => {
    const chain = chains.get(story);
    return chain !== undefined && chain.base === row.current_versions[chain.number - 1];
  };
  const misfits = requests.filter((request) => !fits(request));
  if (misfits.length > 0) return misfits.map((request) => [request, { outcome: 'conflict' }]);
  let position = row.base_position;
  return requests.map((request, at) => {
    position += request.events.length;
    const version = request.base + request.events.length;
    return [request, { outcome: 'appended', position, version, recordedAt: row.base_time + at }];
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
  let last = 0;
  const rows = requests.flatMap((request, at) => {
    last += request.events.length;
    const ofRequest = { request, requestNumber: at + 1, last, chain: chains.get(request.story)?.number ?? 0 };
    return request.events.map((event, index) => ({ ...ofRequest, event, version: request.base + index + 1 }));
  });
  let end = 0;
  const keys = requests.flatMap(({ idempotency, story, events, recordedBy }) => {
    end += events.length;
    if (idempotency === undefined) return [];
    return [{ ...idempotency, chain: chains.get(story)?.number ?? 0, last: end, count: events.length, recordedBy }];
  });
  const salts = randomFillSync(Buffer.allocUnsafe(saltSize * rows.length));
  const saltAt = (index: number) => salts.subarray(index * saltSize, (index + 1) * saltSize);
  const texts = (pick: (row: (typeof rows)[number]) => string | undefined) => binaryArray('text', rows.map(pick));
  const numbers = (pick: (row: (typeof rows)[number]) => number) => numberArray(rows.map(pick));
  return [
    binaryArray('text', [...chains.keys()]),
    numberArray([...chains.values()].map(({ base }) => base)),
    numbers((row) => row.chain),
    numbers((row) => row.requestNumber),
    numbers((row) => row.last),
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
    numberArray(keys.map(({ chain }) => chain)),
    numberArray(keys.map(({ last: place }) => place)),
    numberArray(keys.map(({ count }) => count)),
    binaryArray(
      'text',
      keys.map(({ key }) => key),
    ),
    binaryArray(
      'text',
      keys.map(({ recordedBy }) => recordedBy),
    ),
    binaryArray(
      'bytea',
      keys.map(({ fingerprint }) => fingerprint),
    ),
  ];
}

import type pg from 'pg';
import { binaryArray, inTransaction, numberArray, searchPath } from '#postgres';
import type { ShownEvent } from '#events';
import type { FoldedBatch } from './fold/fold-batch.js';
import { foldedViews, slotSchema } from './generations/slot.js';
import type { FoldedView, Slot } from './generations/slot.js';
import { isMending } from './changes.js';
import type { ParkedStory } from './parked-story.js';
import { voicesOf } from './voices.js';

/** What a batch does to one generation. */
export interface Written extends FoldedBatch {
  readonly parked?: readonly ParkedStory[];
  /** What of it is written; all, where it is absent. */
  readonly only?: readonly FoldedView[];
}

/** The place of a parameter in a statement, and its type. */
const parameters = (first: number, types: readonly string[]) =>
  types.map((type, at) => `$${first + at}::${type}`).join(', ');

const logTypes = [
  ...['text', 'text[]', 'bigint[]', 'bigint[]', 'integer[]', 'integer[]', 'text[]', 'text[]', 'text[]', 'text[]'],
  ...['text[]', 'text[]', 'text[]', 'text[]', 'text[]', 'text[]', 'boolean[]'],
];
const rowTypes = [
  ...['bigint', 'bigint', 'text[]', 'text[]', 'text[]', 'bigint[]'],
  ...['text[]', 'text[]', 'text[]', 'bigint[]', 'bigint[]', 'text[]'],
  ...['bigint[]', 'text[]', 'smallint[]', 'text[]', 'bigint[]', 'boolean[]', 'text[]', 'text[]'],
  ...['text[]', 'bigint[]', 'text[]', 'text[]'],
  ...['text[]', 'bigint[]', 'bigint[]', 'text[]', 'text[]', 'text[]'],
];

const batchStatement = {
  name: 'write_batch',
  text: `select write_batch(${parameters(1, [...logTypes, ...rowTypes])})`,
};
const logStatement = { name: 'write_log', text: `select write_log(${parameters(1, logTypes)})` };
const rowsStatement = { name: 'write_rows', text: `select write_rows(${parameters(1, rowTypes)})` };

const texts = <T>(of: readonly T[], pick: (one: T) => string | undefined) => binaryArray('text', of.map(pick));
const numbers = <T>(of: readonly T[], pick: (one: T) => number) => numberArray(of.map(pick));

const logValues = (epoch: string, slots: readonly Slot[], { events, changes }: FoldedBatch): unknown[] => [
  epoch,
  [...slots].sort(),
  numbers(events, (event) => event.position),
  numbers(events, (event) => event.commit),
  numbers(events, (event) => event.version),
  numbers(events, (event) => event.schemaVersion),
  texts(events, (event) => event.recordedAt),
  texts(events, (event) => event.story),
  texts(events, (event) => event.id),
  texts(events, (event) => event.type),
  texts(events, (event) => event.recordedBy),
  texts(events, (event) => event.publishedAt),
  texts(events, (event) => event.correlationId),
  texts(events, (event) => event.causationId),
  texts(events, (event) => event.actor),
  // No text holds the character 0, which stands in no JSON either: what has it cannot be read, and shows where it was.
  texts(events, (event) => event.data.replaceAll('\0', '\ufffd')),
  // What was folded was read.
  `{${events.map(({ data }, at) => changes[at]?.change.change !== 'parked' || isJson(data)).join(',')}}`,
];

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** `span`: the positions whose passing may bring stories to rest; none, where a batch comes later than its turn. */
function rowValues(written: Written, span: readonly [number, number]): unknown[] {
  const { only = foldedViews } = written;
  const events = only.includes('changes') ? written.events : [];
  const changes = only.includes('changes') ? written.changes : [];
  const parked = only.includes('rows') ? (written.parked ?? []) : [];
  const rows = only.includes('rows') ? written.rows : { begun: [], ended: [] };
  const voices = only.includes('voices') ? written.rows.begun.flatMap(({ row }) => voicesOf(row)) : [];
  return [
    ...span,
    texts(rows.ended, (row) => row.story),
    texts(rows.ended, (row) => row.kind),
    texts(rows.ended, (row) => row.key),
    numbers(rows.ended, (row) => row.at),
    texts(rows.begun, ({ row }) => row.story),
    texts(rows.begun, ({ row }) => row.kind),
    texts(rows.begun, ({ row }) => row.key),
    numbers(rows.begun, ({ at }) => at),
    `{${rows.begun.map(({ until }) => until ?? 'null').join(',')}}`,
    texts(rows.begun, ({ row }) => JSON.stringify(row.doc)),
    numbers(events, (event) => event.position),
    texts(events, (event) => event.story),
    numbers(changes, ({ rank }) => rank),
    texts(changes, ({ subject }) => subject),
    numbers(changes, ({ about }) => about),
    `{${changes.map(({ change }) => isMending(change)).join(',')}}`,
    // Slugs, which need no quotes.
    texts(changes, ({ voices: of }) => `{${of.join(',')}}`),
    texts(changes, ({ change }) => JSON.stringify(change)),
    texts(voices, ({ party }) => party),
    numbers(voices, ({ position }) => position),
    texts(voices, ({ story }) => story),
    texts(voices, ({ key }) => key),
    texts(parked, ({ story }) => story),
    numbers(parked, ({ position }) => position),
    numbers(parked, ({ event }) => event),
    texts(parked, ({ reason }) => reason),
    texts(parked, ({ detail }) => detail),
    texts(heldOf(written), (story) => story),
  ];
}

/** The stories that were parked before, of which events are held back here. */
function heldOf({ events, changes, parked = [] }: Written): readonly string[] {
  const held = new Set(events.filter((_, at) => changes[at]?.change.change === 'parked').map(({ story }) => story));
  return [...held].filter((story) => !parked.some((one) => one.story === story));
}

const spanOf = (events: readonly ShownEvent[]): readonly [number, number] => [
  events[0]?.position ?? 0,
  events.at(-1)?.position ?? 0,
];

/** Commits a folded batch: log, rows, changes and heads together, or nothing. The pool is of the slot, the only one fed. */
export async function writeBatch(pool: pg.Pool, epoch: string, written: Written, slot: Slot = 'blue'): Promise<void> {
  const { events } = written;
  const values = [...logValues(epoch, [slot], written), ...rowValues(written, spanOf(events))];
  await pool.query({ ...batchStatement, values });
}

/** The same into several generations, each as it was folded for it. The pool is of the views, whatever slot it names. */
export async function writeBatches(
  pool: pg.Pool,
  schema: string,
  epoch: string,
  written: readonly (Written & { readonly slot: Slot })[],
): Promise<void> {
  const [first] = written;
  if (first === undefined) throw new Error('no generation of the views is fed');
  const span = spanOf(first.events);
  await inTransaction(pool, async (client) => {
    const slots = written.map(({ slot }) => slot);
    await client.query({ ...logStatement, values: logValues(epoch, slots, first) });
    for (const one of written) {
      await standIn(client, schema, one.slot);
      await writeRows(client, one, span);
    }
  });
}

/** For the rest of the transaction, the tables of a generation are those of this slot. */
export async function standIn(client: pg.ClientBase, schema: string, slot: Slot): Promise<void> {
  await client.query(`select set_config('search_path', $1::text, true)`, [
    searchPath({ schema, beside: slotSchema(schema, slot) }),
  ]);
}

/** Puts what a batch does into the slot that the client stands in, within the transaction that is open. */
export async function writeRows(
  client: pg.ClientBase | pg.Pool,
  written: Written,
  span: readonly [number, number] = [0, 0],
): Promise<void> {
  await client.query({ ...rowsStatement, values: rowValues(written, span) });
}

export interface ViewsPlace {
  readonly position: number;
  /** Of the history that was folded; undefined before the first event. */
  readonly epoch: string | undefined;
}

/** How far the views are. */
export async function readPlace(pool: pg.Pool): Promise<ViewsPlace> {
  const { rows } = await pool.query<{ position: number; epoch: string | null }>({
    name: 'read_place',
    text: `select coalesce((select position from log order by position desc limit 1), 0) as position,
      (select epoch from origin) as epoch`,
  });
  return { position: rows[0]?.position ?? 0, epoch: rows[0]?.epoch ?? undefined };
}

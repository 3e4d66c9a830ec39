import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { openPool, schemaName } from '#postgres';
import { compareGenerations, inSlot, readGenerations, readPlace, viewsSchema } from '#views';
import type { Drift } from '#views';
import { opened } from '../parts/events.js';
import { prefix } from '../parts/make-database.js';
import { publishSurely } from '../parts/publish.js';
import { untilVisible } from './house-record.js';
import { readMarked } from './marked-reads.js';
import type { MarkedRead } from './marked-reads.js';
import { growMarkedStory, judgeDrift, openMarkedStory, plantMarks } from './marked-stories.js';
import { openProcessHouse } from './process-house.js';
import type { ProcessHouse } from './process-house.js';
import { randomFrom } from './random.js';
import type { Random } from './random.js';
import { RebuildDesk } from './rebuild-desk.js';
import { publishSteadily } from './steady.js';
import { judgeSwitches } from './switches.js';
import type { JudgedReads } from './switches.js';
import { batchOf } from './writers.js';

export interface RebuildPlan {
  readonly kills: number;
  /** Publishing goes on at least so long. */
  readonly seconds: number;
  readonly stories: number;
  readonly marked: number;
  /** Events that are there before. */
  readonly history: number;
  readonly eventsPerSecond: number;
  readonly readers: number;
  readonly seed: number;
  readonly tell?: (line: string) => void;
}

export interface RebuildReport extends JudgedReads {
  readonly seed: number;
  readonly events: number;
  readonly eventsPerSecond: number;
  /** The phases in which it was killed. */
  readonly killed: readonly string[];
  /** How often it was at its end before it could be killed. */
  readonly completed: number;
  readonly secondsOfLast: number;
  readonly drift: number;
  readonly reads: number;
  readonly load: readonly number[];
}

const target = (house: ProcessHouse) => ({ url: house.publisherUrl, key: house.database.key });
const storyAt = (number: number) => `story-${number}`;

/** Rebuilds the views again and again while they are published to and read, kills it at random, and compares what is shown. */
export async function runRebuild(plan: RebuildPlan): Promise<RebuildReport> {
  const random = randomFrom(plan.seed);
  const house = await openProcessHouse();
  const marked = Array.from({ length: plan.marked }, (_, number) => `marked-${number}`);
  const [stopWriting, stopReading] = [new AbortController(), new AbortController()];
  const reads: MarkedRead[] = [];
  let letGo = () => Promise.resolve();
  try {
    await fill(house, plan, marked, random);
    await plantMarks(house.database.owner, marked);
    letGo = await holdSelect(house);
    const began = Date.now();
    const { owner } = house.database;
    const writing = Promise.all([
      publishSteadily({
        ...target(house),
        storyAt: () => storyAt(random.below(plan.stories)),
        eventsPerSecond: plan.eventsPerSecond,
        random,
        goesOn: () => !stopWriting.signal.aborted,
      }),
      growMarked(house, marked, stopWriting.signal),
    ]);
    const reading = Promise.all(
      Array.from({ length: plan.readers }, async () => {
        for await (const read of readMarked(house.readerUrl, marked, random, stopReading.signal)) reads.push(read);
      }),
    );
    const work = async () => {
      const desk = new RebuildDesk(owner, marked, plan.tell);
      const killed = await desk.killAtRandom(plan.kills, random);
      plan.tell?.('killed often enough; to the end now');
      const last = await desk.rebuild();
      await delay(2_000);
      await desk.rollBack('planted');
      await delay(2_000);
      await desk.rollBack('recorded');
      await delay(Math.max(2_000, plan.seconds * 1_000 - (Date.now() - began)));
      return { desk, killed, last };
    };
    // Whichever fails ends the run.
    const { desk, killed, last } = await Promise.race([work(), writing.then(never), reading.then(never)]);
    stopWriting.abort();
    const seconds = (Date.now() - began) / 1_000;
    const [sent] = await writing;
    const { head, drift, count } = await compareAll(house);
    const fault = judgeDrift(marked, count, drift);
    if (fault !== undefined) throw new Error(`the rebuilt views and those that were folded on: ${fault}`);
    await desk.drop();
    await delay(1_000);
    stopReading.abort();
    await reading;
    await letGo();
    letGo = () => Promise.resolve();
    return {
      seed: plan.seed,
      events: head,
      eventsPerSecond: Math.round(sent / seconds),
      killed,
      completed: desk.completed,
      secondsOfLast: last.seconds,
      drift: last.count,
      reads: reads.length,
      ...judgeSwitches(reads, 'planted', desk.switches),
      load: loadavg().map((one) => Math.round(one * 10) / 10),
    };
  } finally {
    stopWriting.abort();
    stopReading.abort();
    // The database would wait for it.
    await letGo().catch(() => undefined);
    await house.close();
  }
}

const never = () => new Promise<never>(() => undefined);

async function fill(
  house: ProcessHouse,
  { stories, history }: RebuildPlan,
  marked: readonly string[],
  random: Random,
): Promise<void> {
  await Promise.all(marked.map((story) => openMarkedStory(target(house), story)));
  let last = 0;
  const send = async (story: string, events: readonly object[]) => {
    const { status, body } = await publishSurely({ ...target(house), story, events });
    if (status !== 201) throw new Error(`a publish was answered ${status}`);
    last = Math.max(last, body.position);
  };
  const left = Array.from({ length: stories }, (_, number) => number)[Symbol.iterator]();
  const inTurns = async (work: () => Promise<void>) => {
    await Promise.all(Array.from({ length: 32 }, work));
  };
  await inTurns(async () => {
    for (const number of left) await send(storyAt(number), [opened('open')]);
  });
  let turn = 0;
  await inTurns(async () => {
    while (last < history) await send(storyAt(random.below(stories)), batchOf(`h${(turn += 1)}`, random));
  });
  await untilVisible(house, last, 120_000);
}

async function growMarked(house: ProcessHouse, marked: readonly string[], stop: AbortSignal): Promise<void> {
  for (let turn = 0; !stop.aborted; turn += 1) {
    await Promise.all(marked.map((story) => growMarkedStory(target(house), story, turn)));
    await delay(500, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** Somebody whose SELECT on the views for dashboards goes on for an hour; answers how to end it. */
async function holdSelect(house: ProcessHouse): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: house.database.urlOf('dashboard') });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('begin isolation level repeatable read');
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const held = client.query(`select pg_sleep(1), e.* from ${prefix}.estimates e limit 3600`).then(
    () => new Error('the long SELECT ended by itself'),
    (error: unknown) => error,
  );
  return async () => {
    const owner = new pg.Client({ connectionString: house.database.owner });
    await owner.connect();
    const { rowCount } = await owner.query(
      `select from pg_stat_activity where pid = $1::integer and state = 'active'`,
      [rows[0]?.pid],
    );
    await owner.query('select pg_terminate_backend($1::integer)', [rows[0]?.pid]);
    await owner.end();
    if (rowCount !== 1) throw new Error('the long SELECT was ended by something else', { cause: await held });
    await held;
  };
}

/** The generation that is shown beside the one that was there at first, once the views have all that was published. */
async function compareAll(house: ProcessHouse): Promise<{ head: number; count: number; drift: readonly Drift[] }> {
  const ledger = new pg.Client({ connectionString: house.database.owner });
  await ledger.connect();
  const { rows } = await ledger.query<{ last: string }>('select max(position) as last from newsledger_ledger.event');
  await ledger.end();
  await untilVisible(house, Number(rows[0]?.last ?? 0), 120_000);
  const schema = schemaName(prefix, viewsSchema);
  const pool = openPool(inSlot({ url: house.database.owner, schema, applicationName: 'test' }, 'blue'));
  try {
    const [shown, kept] = await readGenerations(pool);
    if (shown === undefined || kept === undefined) throw new Error('there are no two generations to compare');
    const { position } = await readPlace(pool);
    const slots = { shown: kept.slot, built: shown.slot };
    return {
      head: position,
      ...(await compareGenerations(pool, schema, slots, position, { onProgress: () => undefined })),
    };
  } finally {
    await pool.end();
  }
}

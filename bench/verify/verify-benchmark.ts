import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type pg from 'pg';
import { makeKeyFile, notarySchema, readLastCheckpoint } from '#apps/notary';
import { emptyMemory, verifyLedger } from '#apps/cli';
import { storyId } from '#events';
import { appendBatch, ledgerSchema, readHead } from '#ledger';
import type { AppendRequest } from '#ledger';
import { migrate, openPool, schemaName } from '#postgres';
import { setTimeout as delay } from 'node:timers/promises';
import type { Arm, Benchmark, Sample } from '../benchmark.js';
import { createDatabase, openPostgres } from '../stage/open-postgres.js';
import { prepareDatabase, runService } from '../stage/open-services.js';
import { ReadyEstimates } from '../stage/ready-estimates.js';
import { tell } from '../tell.js';

const prefix = 'newsledger';
const stories = 1_000;
const eventsPerSecond = 20_000;
const pageEvents = 2_048;
const names = {
  ours: 'verify',
  fetched: 'read to the client and hashed, nothing else',
  inside: 'read and hashed in the database, nothing else',
} as const;

export const verifyBenchmark: Benchmark = {
  about: 'hashing a whole ledger again, with its tree and checkpoints, beside reading and hashing the same rows',
  seconds: 10,
  open: async (stage) => {
    const postgres = await openPostgres(stage);
    const url = await createDatabase(postgres, 'newsledger');
    await prepareDatabase(url);
    await migrate({ url, prefix }, notarySchema);
    const keyFile = join(stage.folder, 'notary.key');
    await makeKeyFile(keyFile);
    const [ledger, tree] = [ledgerSchema, notarySchema].map((definition) => {
      const pool = openPool({ url, schema: schemaName(prefix, definition), applicationName: 'bench', max: 3 });
      stage.onClose(() => pool.end());
      return pool;
    }) as [pg.Pool, pg.Pool];
    // It signs while the ledger grows, so that there are checkpoints all along.
    const notary = await runService(stage, 'notary', url, [], { NEWSLEDGER_NOTARY_KEY: keyFile });
    await fill(ledger, 10 * eventsPerSecond);
    const head = await readHead(ledger);
    while (((await readLastCheckpoint(tree, 1))?.size ?? 0) < head) await delay(100);
    await notary.stop();
    await ledger.query('vacuum analyze event, payload');
    await tree.query('vacuum analyze node, checkpoint');

    const whole = (name: string, work: () => Promise<unknown>): Arm => ({
      name,
      run: async (): Promise<Sample> => {
        const begun = performance.now();
        await work();
        const seconds = (performance.now() - begun) / 1_000;
        return { seconds, latencies: Array.from({ length: head }, () => (seconds * 1_000) / head) };
      },
    });
    const place = { ledger, tree, ledgerName: 'main' };
    return {
      arms: [
        whole(names.ours, () => verifyLedger(place, { trusted: [], memory: emptyMemory })),
        whole(names.fetched, () => hashFetched(ledger, head)),
        whole(names.inside, () => hashInside(ledger)),
      ],
      targets: [
        { label: 'verify / reading and hashing', measure: 'rate', ours: names.ours, peer: names.fetched, target: 0.5 },
      ],
    };
  },
};

async function fill(ledger: pg.Pool, events: number): Promise<void> {
  tell(`  ${events.toLocaleString('en')} events are appended and signed`);
  const estimates = new ReadyEstimates();
  const versions = new Map<string, number>();
  for (let appended = 0; appended < events;) {
    const requests: AppendRequest[] = Array.from({ length: 500 }, (_none, at) => {
      const story = storyId(`story-${(appended + at) % stories}`);
      const base = versions.get(story) ?? 0;
      versions.set(story, base + 1);
      return { lineage: {}, story, base, events: [estimates.take()], recordedBy: 'k_bench' };
    });
    const outcomes = await appendBatch(ledger, requests);
    if (outcomes.some(({ outcome }) => outcome !== 'appended')) throw new Error('a batch was not appended');
    appended += requests.length;
  }
}

/** Every column of every row, over the connection, each row hashed once. While one page is hashed, the next is read. */
async function hashFetched(ledger: pg.Pool, head: number): Promise<void> {
  const read = (after: number) =>
    ledger.query<unknown[]>({
      name: 'bench_rows',
      text: `select e.*, p.salt, p.actor, p.data from event e join payload p using (position)
        where e.position > $1::bigint and e.position <= $2::bigint order by e.position`,
      values: [after, after + pageEvents],
      rowMode: 'array',
    });
  let next = read(0);
  for (let after = 0; after < head; after += pageEvents) {
    const { rows } = await next;
    next = read(after + pageEvents);
    for (const row of rows) {
      const hash = createHash('sha256');
      for (const value of row) hash.update(Buffer.isBuffer(value) ? value : String(value));
      hash.digest();
    }
  }
  await next;
}

async function hashInside(ledger: pg.Pool): Promise<void> {
  await ledger.query(
    `select bit_xor(get_byte(sha256(convert_to(e::text || p::text, 'UTF8')), 0)) from event e join payload p using (position)`,
  );
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#apps/cli';
import { runIdleSubscribers } from './idle-subscribers.js';
import { runKills } from './kills.js';
import { runOpenTransaction } from './open-transaction.js';
import { outages } from './outages.js';
import { openProcessHouse } from './process-house.js';
import { runRebuild } from './rebuild.js';
import { runReadingPlans } from './reading-plans.js';
import { runRetries } from './retries.js';
import { runTampering } from './tampering.js';
import { runSubscribers } from './subscribers.js';

const tell = (line: string) => void process.stderr.write(`${line}\n`);

async function withPostgres<T>(run: (url: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'newsledger-soak-'));
  const postgres = await startEmbeddedPostgres(folder, { max_connections: '300', max_wal_size: '4GB' });
  try {
    return await run(postgres.urlOf('postgres'));
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const soaks: Readonly<Record<string, (seed: number) => Promise<object>>> = {
  kills: (seed) => runKills({ kills: 500, seconds: 30, writers: 64, stories: 500, seed, tell }),
  subscribers: (seed) =>
    runSubscribers({ subscribers: 1_000, stories: 500, eventsPerSecond: 500, seconds: 60, kills: 4, seed, tell }),
  rebuild: (seed) =>
    runRebuild({
      ...{ kills: 10, seconds: 60, stories: 600, marked: 10, history: 20_000 },
      ...{ eventsPerSecond: 500, readers: 6, seed, tell },
    }),
  'idle-subscribers': () =>
    withPostgres((url) =>
      runIdleSubscribers(url, { clients: 10_000, events: 20, paused: 200, pushed: 10_000_000, tell }),
    ),
  'open-transaction': () => runOpenTransaction(60),
  retries: (seed) => withPostgres((url) => runRetries(url, { kills: 200, writers: 48, stories: 200, seed, tell })),
  'reading-plans': () => withPostgres((url) => runReadingPlans(url, 1_000_000, tell)),
  tampering: (seed) => withPostgres((url) => runTampering(url, { tamperings: 1_000, seed, tell })),
  outages: async () => {
    const passed: string[] = [];
    for (const [name, run] of Object.entries(outages)) {
      tell(name);
      const house = await openProcessHouse();
      await run(house, 60_000).finally(() => house.close());
      passed.push(name);
    }
    return { passed };
  },
};

const [name = '', seedText] = process.argv.slice(2);
const soak = soaks[name];
if (soak === undefined) {
  process.stderr.write(`Usage: npm run soak -- NAME [SEED]; the names are ${Object.keys(soaks).join(', ')}.\n`);
  process.exit(2);
}
const seed = seedText === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(seedText);
tell(`${name}, seed ${seed}`);
const report = await soak(seed);
process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
// What a soak found wrong it throws, or lists as faults.
process.exit(/"faults":\[(?!\])/.test(JSON.stringify(report)) ? 1 : 0);

import type { Arm, Benchmark, Finding } from '../benchmark.js';
import { EmptyDatabases } from '../stage/empty-databases.js';
import { openPostgres } from '../stage/open-postgres.js';
import { ReadyEstimates } from '../stage/ready-estimates.js';
import { tell } from '../tell.js';
import { ArchiveFiles } from './archive.js';
import { importWithCopy } from './import-with-copy.js';
import { importWithEmmett } from './import-with-emmett.js';
import { importWithNewsledger } from './import-with-newsledger.js';

const names = {
  ours: 'newsledger import',
  copy: 'COPY, nothing checked',
  emmett: 'Emmett, a story at a time',
} as const;

/** An arm has a size rather than a time: of ten seconds, 200,000 events over 2,000 stories. */
const eventsPerSecond = 20_000;
const mostMegabytes = 300;
const largeFactor = 5;

export const importBenchmark: Benchmark = {
  about: 'an archive of 20,000 events for each second asked, a hundred a story, into an empty ledger',
  seconds: 10,
  open: async (stage) => {
    const databases = new EmptyDatabases(await openPostgres(stage));
    const estimates = new ReadyEstimates();
    const files = new ArchiveFiles(stage, estimates);
    const ours = async (events: number) => {
      const file = await files.of(events);
      return databases.with((url) => importWithNewsledger(stage, url, file, events));
    };
    const arm = (name: string, importAll: (events: number) => Promise<number>): Arm => ({
      name,
      run: async (seconds) => {
        const events = Math.round(seconds * eventsPerSecond);
        const took = await importAll(events);
        return { seconds: took, latencies: new Array<number>(events).fill((took * 1_000) / events) };
      },
    });
    return {
      arms: [
        arm(names.ours, async (events) => (await ours(events)).seconds),
        arm(names.copy, (events) => databases.with((url) => importWithCopy(url, estimates, events))),
        arm(names.emmett, (events) => databases.with((url) => importWithEmmett(url, estimates, events))),
      ],
      targets: [
        { label: 'ours / COPY', measure: 'rate', ours: names.ours, peer: names.copy, target: 0.5 },
        { label: 'ours / Emmett', measure: 'rate', ours: names.ours, peer: names.emmett, target: 2 },
      ],
      measureMore: async (seconds) => {
        const events = Math.round(seconds * eventsPerSecond);
        tell(`  ${events * largeFactor} events`);
        const small = await ours(events);
        const large = await ours(events * largeFactor);
        const ratio = (small.seconds * largeFactor) / large.seconds;
        const one = (label: string, unit: Finding['unit'], value: number): Omit<Finding, 'target' | 'wants'> => {
          return { label, unit, value, least: value, most: value };
        };
        return [
          { ...one(`rate of ${largeFactor} times as many / rate`, 'times', ratio), target: 0.8, wants: 'at least' },
          { ...one('memory at its most', 'MB', large.megabytes), target: mostMegabytes, wants: 'at most' },
        ];
      },
    };
  },
};

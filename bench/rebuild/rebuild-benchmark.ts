import type { Arm, Benchmark, Finding } from '../benchmark.js';
import { median } from '../measure/order-statistics.js';
import { EmptyDatabases } from '../stage/empty-databases.js';
import { openPostgres } from '../stage/open-postgres.js';
import { ReadyEstimates } from '../stage/ready-estimates.js';
import { tell } from '../tell.js';
import { sizeOfLog } from './copied-log.js';
import { rebuildWithEmmett } from './rebuild-with-emmett.js';
import { RebuiltViews } from './rebuilt-views.js';

const names = {
  ours: 'ours, from the log',
  copy: 'COPY of the final rows, and indexes',
  emmett: "Emmett's rebuild",
} as const;

/** An arm has a size rather than a time: of ten seconds, 100,000 events; and once 1,000,000 beside 10,000. */
const eventsPerSecond = 10_000;
const emmettEventsPerSecond = 200;
const factor = 10;
const smallRuns = 5;
const mostMegabytes = 400;

export const rebuildBenchmark: Benchmark = {
  about: 'views folded anew, 10,000 events for each second asked, and once ten times and a tenth as many',
  seconds: 10,
  open: async (stage) => {
    const postgres = await openPostgres(stage);
    const estimates = new ReadyEstimates();
    const databases = new EmptyDatabases(postgres);
    const sizes = new Map<number, Promise<RebuiltViews>>();
    const viewsOf = (seconds: number) => {
      const { events } = sizeOfLog(seconds * eventsPerSecond);
      const views = sizes.get(events) ?? RebuiltViews.open(stage, postgres, estimates, events);
      sizes.set(events, views);
      return views;
    };
    const arm = (
      name: string,
      run: (seconds: number) => Promise<{ readonly seconds: number; events: number }>,
    ): Arm => ({
      name,
      run: async (asked) => {
        const { seconds, events } = await run(asked);
        return { seconds, latencies: new Array<number>(events).fill((seconds * 1_000) / events) };
      },
    });
    return {
      arms: [
        arm(names.ours, async (asked) => {
          const views = await viewsOf(asked);
          return { seconds: (await views.rebuild()).seconds, events: views.events };
        }),
        arm(names.copy, async (asked) => {
          const views = await viewsOf(asked);
          return { seconds: await views.copy(), events: views.events };
        }),
        arm(names.emmett, async (asked) => {
          const { events } = sizeOfLog(asked * emmettEventsPerSecond);
          return { seconds: await databases.with((url) => rebuildWithEmmett(url, estimates, events)), events };
        }),
      ],
      targets: [
        { label: 'ours / COPY', measure: 'rate', ours: names.ours, peer: names.copy, target: 0.4 },
        { label: 'ours / Emmett', measure: 'rate', ours: names.ours, peer: names.emmett, target: 10 },
      ],
      measureMore: async (asked) => {
        const [small, large] = [await viewsOf(asked / factor), await viewsOf(asked * factor)];
        const many = large.events.toLocaleString('en');
        const few = small.events.toLocaleString('en');
        const built = await large.rebuild();
        const copied = await large.copy();
        const rates: number[] = [];
        for (let run = 0; run < smallRuns; run += 1) rates.push(small.events / (await small.rebuild()).seconds);
        const rate = large.events / built.seconds;
        tell(`  ${many} events: ${rate.toFixed(0)}/s, by COPY ${(large.events / copied).toFixed(0)}/s`);
        tell(`  ${few} events: ${rates.map((of) => `${of.toFixed(0)}/s`).join(', ')}`);
        return [
          { ...one(`ours / COPY, ${many} events`, 'times', copied / built.seconds), target: 0.4, wants: 'at least' },
          {
            ...one(`rate of ${many} / rate of ${few}`, 'times', rate / median(rates)),
            least: rate / Math.max(...rates),
            most: rate / Math.min(...rates),
            target: 0.8,
            wants: 'at least',
          },
          {
            ...one(`memory of the build at its most, ${many} events`, 'MB', built.megabytes),
            target: mostMegabytes,
            wants: 'at most',
          },
        ];
      },
    };
  },
};

const one = (label: string, unit: Finding['unit'], value: number): Omit<Finding, 'target' | 'wants'> => ({
  label,
  unit,
  value,
  least: value,
  most: value,
});

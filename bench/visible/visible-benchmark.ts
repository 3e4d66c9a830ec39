import type { Benchmark } from '../benchmark.js';
import { driveAtRate } from '../measure/drive-at-rate.js';
import { driveClosedLoop } from '../measure/drive-closed-loop.js';
import { openKafka } from '../stage/open-kafka.js';
import { createDatabase, openPostgres } from '../stage/open-postgres.js';
import { ReadyEstimates } from '../stage/ready-estimates.js';
import { openBarePipe } from './bare-pipe.js';
import { openProductPipe } from './product-pipe.js';

const rate = 500;

const names = {
  ours: 'ours, one at a time',
  stream: 'ours, to a stream, one at a time',
  bare: 'the bare pipe, one at a time',
  oursAtRate: `ours at ${rate}/s`,
  bareAtRate: `the bare pipe at ${rate}/s`,
} as const;

export const visibleBenchmark: Benchmark = {
  about: 'from the request to the committed view row, and to a client of a stream, through Kafka',
  seconds: 8,
  open: async (stage) => {
    const postgres = await openPostgres(stage);
    const { brokers } = await openKafka(stage);
    const estimates = new ReadyEstimates();
    const ours = await openProductPipe(stage, await createDatabase(postgres, 'newsledger'), brokers, estimates);
    const bare = await openBarePipe(stage, await createDatabase(postgres, 'bare'), brokers, estimates);
    const oneAtATime = { measure: 'p50', ours: names.ours, peer: names.bare, target: 2 } as const;
    const atRate = { measure: 'p50', ours: names.oursAtRate, peer: names.bareAtRate, target: 2 } as const;
    return {
      arms: [
        { name: names.ours, run: (seconds) => driveClosedLoop(1, seconds, ours.toViews) },
        { name: names.stream, run: (seconds) => driveClosedLoop(1, seconds, ours.toStream) },
        { name: names.bare, run: (seconds) => driveClosedLoop(1, seconds, bare) },
        { name: names.oursAtRate, run: (seconds) => driveAtRate(rate, seconds, ours.toViews) },
        { name: names.bareAtRate, run: (seconds) => driveAtRate(rate, seconds, bare) },
      ],
      targets: [
        { ...oneAtATime, label: 'one at a time, p50: ours / the bare pipe' },
        { ...oneAtATime, label: 'one at a time, p99: ours / the bare pipe', measure: 'p99', target: 3 },
        { ...oneAtATime, label: 'to a client of a stream, p50: ours / the bare pipe', ours: names.stream, target: 3 },
        { ...atRate, label: `at ${rate}/s, p50: ours / the bare pipe` },
        { ...atRate, label: `at ${rate}/s, p99: ours / the bare pipe`, measure: 'p99', target: 3 },
      ],
    };
  },
};

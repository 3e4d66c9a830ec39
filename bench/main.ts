import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { endOnFailure } from '#process';
import { appendBenchmark } from './append/append-benchmark.js';
import type { Benchmark } from './benchmark.js';
import { importBenchmark } from './import/import-benchmark.js';
import { installPeers } from './load-peer.js';
import { longStoryBenchmark } from './long-story/long-story-benchmark.js';
import { notaryBenchmark } from './notary/notary-benchmark.js';
import { pageBenchmark } from './page/page-benchmark.js';
import { projectBenchmark } from './project/project-benchmark.js';
import { publishBenchmark } from './publish/publish-benchmark.js';
import { readBenchmark } from './read/read-benchmark.js';
import { readLargeBenchmark } from './read/read-large-benchmark.js';
import { rebuildBenchmark } from './rebuild/rebuild-benchmark.js';
import { runBenchmark } from './run-benchmark.js';
import { streamBenchmark } from './stream/stream-benchmark.js';
import { verifyBenchmark } from './verify/verify-benchmark.js';
import { visibleBenchmark } from './visible/visible-benchmark.js';

const benchmarks: Readonly<Record<string, Benchmark>> = {
  append: appendBenchmark,
  publish: publishBenchmark,
  visible: visibleBenchmark,
  import: importBenchmark,
  'long-story': longStoryBenchmark,
  project: projectBenchmark,
  read: readBenchmark,
  'read-large': readLargeBenchmark,
  page: pageBenchmark,
  stream: streamBenchmark,
  notary: notaryBenchmark,
  rebuild: rebuildBenchmark,
  verify: verifyBenchmark,
};

interface Options {
  readonly json?: boolean;
  readonly rounds: number;
  readonly seconds?: number;
  readonly tmpfs?: boolean;
}

const positive = (text: string) => {
  const number = Number(text);
  if (number > 0) return number;
  throw new InvalidArgumentError('It must be a number above 0.');
};

const count = (text: string) => {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 on.');
};

const known = Object.entries(benchmarks).map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`);

const program = new Command('npm run bench --')
  .description(`Measures Newsledger beside what one would take instead, under the same load.\n\n${known.join('\n')}`)
  .argument('<name>', `one of: ${Object.keys(benchmarks).join(', ')}`)
  .option('--json', 'print the report as JSON')
  .option('--rounds <count>', 'how often every arm runs; the report tells medians', count, 5)
  .option('--seconds <count>', 'how long an arm runs in a round', positive)
  .option('--tmpfs', 'keep the data of PostgreSQL in memory (/dev/shm) instead of on a disk')
  .exitOverride()
  .showHelpAfterError()
  .action(async (name: string, { json, rounds, seconds, tmpfs }: Options, command: Command) => {
    const benchmark = benchmarks[name];
    if (benchmark === undefined) command.error(`error: there is no benchmark ${name}`, { exitCode: 2 });
    await installPeers();
    await runBenchmark(name, benchmark, {
      json: json === true,
      rounds,
      seconds: seconds ?? benchmark.seconds,
      isTmpfs: tmpfs === true,
    });
  });

await endOnFailure(async () => {
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exit(error.exitCode === 0 ? 0 : 2);
  }
});

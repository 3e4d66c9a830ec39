import type { Arm, Benchmark, Sample } from '../benchmark.js';
import { inRepository } from '../repository.js';
import { EmptyDatabases } from '../stage/empty-databases.js';
import { openKafka } from '../stage/open-kafka.js';
import { createDatabase, openPostgres } from '../stage/open-postgres.js';
import { prepareDatabase, readNodeOptions, runService } from '../stage/open-services.js';
import { ReadyEstimates } from '../stage/ready-estimates.js';
import { runServer } from '../stage/run-server.js';
import { FilledTopic } from './filled-topic.js';
import { ViewCommits } from './view-commits.js';

const names = {
  ours: 'the projector, from Kafka',
  memory: 'the same folding, from memory',
  backlog: 'the projector, after a backlog',
} as const;

/** An arm has a size rather than a time: of five seconds, 25,000 events, and a backlog of 100,000 behind them. */
const eventsPerSecond = 5_000;
const backlogPerSecond = 20_000;

export const projectBenchmark: Benchmark = {
  about: 'from the topic into all views, 5,000 mixed events for each second asked, and a backlog of 20,000',
  seconds: 5,
  open: async (stage) => {
    const postgres = await openPostgres(stage);
    const { brokers } = await openKafka(stage);
    const ledgerUrl = await createDatabase(postgres, 'newsledger');
    const topic = await FilledTopic.open(stage, ledgerUrl, brokers, new ReadyEstimates());
    const databases = new EmptyDatabases(postgres);
    let batchSize = 0;

    /** Runs a process until the views hold a position, and answers what it did. */
    const measure = async (url: string, position: number, start: () => Promise<{ stop: () => Promise<void> }>) => {
      const commits = await ViewCommits.watch(url);
      const folding = await start();
      await commits.reach(position);
      // It goes on meanwhile, which is none of this.
      await commits.close();
      await folding.stop();
      return commits;
    };
    const project = (url: string, position: number) =>
      measure(url, position, () => runService(stage, 'projector', url, brokers));
    const script = inRepository('dist', 'bench', 'project', 'fold-from-memory.js');
    const foldFromMemory = (url: string, position: number) =>
      measure(url, position, async () =>
        runServer(stage, 'the folding', script, {
          LEDGER_URL: ledgerUrl,
          DATABASE_URL: url,
          EVENTS: String(position),
          BATCH: String(batchSize),
          NODE_OPTIONS: await readNodeOptions(),
        }),
      );
    const arm = (name: string, run: (url: string, seconds: number) => Promise<Sample>): Arm => ({
      name,
      run: async (seconds) => {
        await topic.holds(seconds * (eventsPerSecond + backlogPerSecond));
        return databases.with(async (url) => {
          await prepareDatabase(url);
          return run(url, seconds);
        });
      },
    });
    return {
      arms: [
        arm(names.ours, async (url, seconds) => {
          const commits = await project(url, seconds * eventsPerSecond);
          batchSize = commits.batchSize();
          return commits.sample();
        }),
        arm(names.memory, async (url, seconds) => (await foldFromMemory(url, seconds * eventsPerSecond)).sample()),
        arm(names.backlog, async (url, seconds) => {
          const steady = seconds * eventsPerSecond;
          await project(url, steady);
          return (await project(url, steady + seconds * backlogPerSecond)).sample();
        }),
      ],
      targets: [
        { label: 'from Kafka / from memory', measure: 'rate', ours: names.ours, peer: names.memory, target: 0.5 },
        { label: 'after a backlog / from Kafka', measure: 'rate', ours: names.backlog, peer: names.ours, target: 0.8 },
      ],
    };
  },
};

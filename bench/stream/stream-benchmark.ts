import { StoppingError } from '#errors';
import type { Benchmark } from '../benchmark.js';
import { fillViews } from '../read/filled-views.js';
import { toldStories } from '../read/told-stories.js';
import { inRepository } from '../repository.js';
import { createDatabase, openPostgres } from '../stage/open-postgres.js';
import { prepareDatabase, runService } from '../stage/open-services.js';
import { ReadyEstimates } from '../stage/ready-estimates.js';
import { runServer } from '../stage/run-server.js';
import { feedServer, feedViews } from './stream-feed.js';
import { catchUp, deliverAll, deliverAtRate } from './stream-load.js';

const clients = 1_000;
const rate = 20;
const stories = 2_000;
const eventsOfStory = 50;

const names = {
  ours: 'ours, deliveries',
  bare: 'a bare server, deliveries',
  nest: "Nest's @Sse, deliveries",
  oursAtRate: `ours at ${rate} events/s`,
  nestAtRate: `Nest's @Sse at ${rate} events/s`,
  catchUp: 'ours, 100,000 past events',
  cursor: 'a bare cursor, 100,000 past events',
} as const;

export const streamBenchmark: Benchmark = {
  about: '1,000 clients of a stream of events, and one that reads 100,000 events of the past',
  seconds: 5,
  open: async (stage) => {
    const postgres = await openPostgres(stage);
    const estimates = new ReadyEstimates();
    const [past, live] = [await createDatabase(postgres, 'past'), await createDatabase(postgres, 'live')];
    await prepareDatabase(past);
    await prepareDatabase(live);
    await fillViews(past, estimates, stories, eventsOfStory);
    await fillViews(live, estimates, 1, eventsOfStory);
    const [commit = []] = toldStories(estimates, 1, eventsOfStory);
    const event = commit.at(-1);
    if (event === undefined) throw new StoppingError('There is no event to send.');

    const pastReader = await runService(stage, 'reader', past);
    const liveReader = await runService(stage, 'reader', live);
    const serverOf = (name: string, script: string) =>
      runServer(stage, name, inRepository('dist', 'bench', 'stream', `${script}.js`), { DATABASE_URL: past });
    const bare = await serverOf('a bare server', 'bare-stream-server');
    const nest = await serverOf("Nest's @Sse", 'nest-stream-server');
    const cursor = await serverOf('a bare cursor', 'bare-cursor-server');

    const ours = { url: liveReader.url, path: '/v1/stream', feed: feedViews(stage, live, event) };
    const armOf = ({ url }: { readonly url: URL }) => ({ url, path: '/stream', feed: feedServer(url, event) });
    const past100 = stories * eventsOfStory;
    return {
      arms: [
        { name: names.ours, run: (seconds) => deliverAll(ours, clients, seconds) },
        { name: names.bare, run: (seconds) => deliverAll(armOf(bare), clients, seconds) },
        { name: names.nest, run: (seconds) => deliverAll(armOf(nest), clients, seconds) },
        { name: names.oursAtRate, run: (seconds) => deliverAtRate(ours, clients, rate, seconds) },
        { name: names.nestAtRate, run: (seconds) => deliverAtRate(armOf(nest), clients, rate, seconds) },
        { name: names.catchUp, run: (seconds) => catchUp(pastReader.url, '/v1/stream?after=0', past100, seconds) },
        { name: names.cursor, run: (seconds) => catchUp(cursor.url, '/', past100, seconds) },
      ],
      targets: [
        { label: 'deliveries, ours / a bare server', measure: 'rate', ours: names.ours, peer: names.bare, target: 0.8 },
        { label: "deliveries, ours / Nest's @Sse", measure: 'rate', ours: names.ours, peer: names.nest, target: 2 },
        {
          label: `at ${rate} events/s, p99: ours / Nest's @Sse`,
          measure: 'p99',
          ours: names.oursAtRate,
          peer: names.nestAtRate,
          target: 0.7,
        },
        {
          label: 'the past, ours / a bare cursor',
          measure: 'rate',
          ours: names.catchUp,
          peer: names.cursor,
          target: 0.5,
        },
      ],
    };
  },
};

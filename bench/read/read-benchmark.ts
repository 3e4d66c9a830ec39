import type { Benchmark } from '../benchmark.js';
import { inRepository } from '../repository.js';
import { createDatabase, openPostgres } from '../stage/open-postgres.js';
import { prepareDatabase, runService } from '../stage/open-services.js';
import { ReadyEstimates } from '../stage/ready-estimates.js';
import { runServer } from '../stage/run-server.js';
import { fillViews } from './filled-views.js';
import { chooseFrom, chooseSkewed, readMany, readTags } from './read-load.js';
import { storyAt } from './told-stories.js';

const names = {
  now: 'ours, a story',
  limitNow: 'the limit, a story',
  first: 'Nest on Express, a story',
  asOf: 'ours, as of a position',
  limitAsOf: 'the limit, as of a position',
  unchanged: 'ours, nothing new (304)',
  fixed: 'ours, /health/live',
} as const;

const stories = 1_000;
const eventsOfStory = 50;

const pathOf = (story: number) => `/v1/stories/${storyAt(story)}`;
const chooseNow = () => ({ path: pathOf(chooseSkewed(stories)) });
// From where every story has begun.
const chooseAsOf = () => ({
  path: `${pathOf(chooseSkewed(stories))}?asOf=${chooseFrom(2 * stories, stories * eventsOfStory)}`,
});

export const readBenchmark: Benchmark = {
  about: '1,000 stories of 50 events over HTTP, a few of them read by most; 64 keep-alive connections',
  seconds: 3,
  open: async (stage) => {
    const url = await createDatabase(await openPostgres(stage), 'newsledger');
    await prepareDatabase(url);
    await fillViews(url, new ReadyEstimates(), stories, eventsOfStory);

    const reader = await runService(stage, 'reader', url);
    const serverOf = (name: string, script: string) =>
      runServer(stage, name, inRepository('dist', 'bench', 'read', `${script}.js`), { DATABASE_URL: url });
    const limit = await serverOf('the limit', 'limit-server');
    const first = await serverOf('Nest on Express', 'first-server');

    const paths = Array.from({ length: stories }, (_, story) => pathOf(story));
    const tags = await readTags(reader.url, paths);
    const chooseKnown = () => {
      const { path } = chooseNow();
      return { path, tag: tags.get(path) };
    };
    return {
      arms: [
        { name: names.now, run: (seconds) => readMany(reader.url, seconds, 200, chooseNow) },
        { name: names.limitNow, run: (seconds) => readMany(limit.url, seconds, 200, chooseNow) },
        { name: names.first, run: (seconds) => readMany(first.url, seconds, 200, chooseNow) },
        { name: names.asOf, run: (seconds) => readMany(reader.url, seconds, 200, chooseAsOf) },
        { name: names.limitAsOf, run: (seconds) => readMany(limit.url, seconds, 200, chooseAsOf) },
        { name: names.unchanged, run: (seconds) => readMany(reader.url, seconds, 304, chooseKnown) },
        // Of all that is answered from memory this costs least, and has no tag to compare.
        { name: names.fixed, run: (seconds) => readMany(reader.url, seconds, 200, () => ({ path: '/health/live' })) },
      ],
      targets: [
        { label: 'a story, ours / the limit', measure: 'rate', ours: names.now, peer: names.limitNow, target: 0.8 },
        { label: 'a story, ours / Nest on Express', measure: 'rate', ours: names.now, peer: names.first, target: 2 },
        { label: 'as of, ours / the limit', measure: 'rate', ours: names.asOf, peer: names.limitAsOf, target: 0.7 },
        { label: '304 / /health/live', measure: 'rate', ours: names.unchanged, peer: names.fixed, target: 0.8 },
      ],
    };
  },
};

import type { Benchmark } from '../benchmark.js';
import { fillViews } from '../read/filled-views.js';
import { chooseFrom, chooseSkewed, readMany, readTags } from '../read/read-load.js';
import { storyAt } from '../read/told-stories.js';
import { createDatabase, openPostgres } from '../stage/open-postgres.js';
import { prepareDatabase, runService } from '../stage/open-services.js';
import { ReadyEstimates } from '../stage/ready-estimates.js';

const names = {
  page: 'the page of a story',
  json: 'a story as JSON',
  pageThen: 'the page of a version',
  jsonThen: 'a version as JSON',
  unchanged: 'the page, nothing new (304)',
} as const;

const stories = 1_000;
const eventsOfStory = 50;

const chooseStory = () => storyAt(chooseSkewed(stories));
const then = () => `?asOf=version:${chooseFrom(1, eventsOfStory)}`;

export const pageBenchmark: Benchmark = {
  about: 'pages of 1,000 stories of 50 events, beside the same read as JSON; 64 keep-alive connections',
  seconds: 3,
  open: async (stage) => {
    const url = await createDatabase(await openPostgres(stage), 'newsledger');
    await prepareDatabase(url);
    await fillViews(url, new ReadyEstimates(), stories, eventsOfStory);
    const reader = await runService(stage, 'reader', url);
    const read = (path: () => string) => (seconds: number) =>
      readMany(reader.url, seconds, 200, () => ({ path: path() }));
    const paths = Array.from({ length: stories }, (_, story) => `/stories/${storyAt(story)}`);
    const tags = await readTags(reader.url, paths);
    const chooseKnown = () => {
      const path = `/stories/${chooseStory()}`;
      return { path, tag: tags.get(path) };
    };
    return {
      arms: [
        { name: names.page, run: read(() => `/stories/${chooseStory()}`) },
        { name: names.json, run: read(() => `/v1/stories/${chooseStory()}`) },
        { name: names.pageThen, run: read(() => `/stories/${chooseStory()}${then()}`) },
        { name: names.jsonThen, run: read(() => `/v1/stories/${chooseStory()}${then()}`) },
        { name: names.unchanged, run: (seconds) => readMany(reader.url, seconds, 304, chooseKnown) },
      ],
      targets: [
        { label: 'a story, page / JSON', measure: 'rate', ours: names.page, peer: names.json, target: 0.3 },
        { label: 'a version, page / JSON', measure: 'rate', ours: names.pageThen, peer: names.jsonThen, target: 0.3 },
      ],
    };
  },
};

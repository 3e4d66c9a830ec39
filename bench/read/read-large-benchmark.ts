import type { Arm, Benchmark, Target } from '../benchmark.js';
import { createDatabase, openPostgres } from '../stage/open-postgres.js';
import { prepareDatabase, runService } from '../stage/open-services.js';
import { ReadyEstimates } from '../stage/ready-estimates.js';
import { fillViews } from './filled-views.js';
import { multiplyViews } from './multiply-views.js';
import { chooseFrom, readMany } from './read-load.js';
import { storyAt } from './told-stories.js';

const stories = 200;
const eventsOfStory = 50;
const times = 100;

const sizes = { small: '10,000', large: '1,000,000' } as const;

// Each story, so that no more is kept at hand of the one than of the other; and both sizes have the same stories.
const chooseStory = () => `/v1/stories/${storyAt(chooseFrom(0, stories - 1))}`;
const choosePosition = () => chooseFrom(2 * stories, stories * eventsOfStory);

const reads = {
  'as of': () => ({ path: `${chooseStory()}?asOf=${choosePosition()}` }),
  changes: () => ({ path: `${chooseStory()}/changes?from=${choosePosition()}` }),
  timeline: () => ({ path: `${chooseStory()}/timeline` }),
} as const;

const nameOf = (read: string, size: string) => `${read}, ${size} events`;

export const readLargeBenchmark: Benchmark = {
  about: 'reads of stories of 50 events, among 10,000 events and among 1,000,000; 64 keep-alive connections',
  seconds: 3,
  open: async (stage) => {
    const postgres = await openPostgres(stage);
    const openSize = async (name: string, copies: number): Promise<URL> => {
      const url = await createDatabase(postgres, name);
      await prepareDatabase(url);
      await fillViews(url, new ReadyEstimates(), stories, eventsOfStory);
      if (copies > 1) await multiplyViews(url, copies);
      return (await runService(stage, 'reader', url)).url;
    };
    const urls = { small: await openSize('small', 1), large: await openSize('large', times) };
    const arms = Object.entries(reads).flatMap(([read, choose]): Arm[] =>
      (['small', 'large'] as const).map((size) => ({
        name: nameOf(read, sizes[size]),
        run: (seconds) => readMany(urls[size], seconds, 200, choose),
      })),
    );
    const targets = Object.keys(reads).map((read): Target => ({
      label: `${read}, among 1,000,000 / among 10,000`,
      measure: 'rate',
      ours: nameOf(read, sizes.large),
      peer: nameOf(read, sizes.small),
      target: 0.8,
    }));
    return { arms, targets };
  },
};

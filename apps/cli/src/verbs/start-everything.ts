import { stopSignal } from '#process';
import { openLogger, startApp } from '#runtime';
import type { Settings } from '#process';
import { serviceModules } from '../house.js';
import { openHouse } from '../open-house.js';
import { keepNotaryKey } from '../notary-key.js';
import { step } from '../progress.js';
import { awaitSample } from '../sample/await-sample.js';
import { isSampleWanted } from '../sample/is-sample-wanted.js';
import { publishSample } from '../sample/publish-sample.js';
import { readSample } from '../sample/read-sample.js';
import { tellStory } from '../tell-story.js';
import { tellWhereToLook } from '../tell-where-to-look.js';

export interface StartOptions {
  readonly exit: boolean;
  readonly sample: boolean;
}

const patienceMs = 4_500;

/** Everything on one machine: databases, log and services, the sample story, and what to do next. */
export async function startEverything(settings: Settings, { exit, sample }: StartOptions): Promise<void> {
  const stopped = stopSignal();
  process.stderr.write('Newsledger starts.\n');
  const house = await openHouse(settings, stopped);
  try {
    const { urls, kafka, log, logKind, key, isNewKey, isEmbedded } = house;
    const notaryKey = await keepNotaryKey(settings);
    const modules = serviceModules({ ...settings, notaryKey }, urls, kafka, log);
    const { publisher, projector, reader, courier, relay, notary } = modules;
    const services = [publisher, projector, reader, courier, notary, relay];
    const logger = openLogger(process.env['NEWSLEDGER_LOG_LEVEL'] === undefined ? 'error' : settings.logLevel, 'all');
    const { app, url } = await step('the services', () =>
      startApp(
        settings,
        logger,
        services.filter((service) => service !== undefined),
      ),
    );
    house.onClose(() => app.close());
    process.stderr.write(`  the log: ${logKind}\n\n`);
    const story = await readSample();
    const isThere = await house.knows(story.story);
    const isWanted = isSampleWanted({ isAskedFor: sample, isEmbedded, isThere, isEmpty: await house.isEmpty() });
    if (isWanted || isThere) {
      const { position, refusal } = await step('the sample story', async () => {
        const published = isWanted ? await publishSample(url, key, story) : { position: 0 };
        await awaitSample({ url, key }, story.story, published.position);
        return published;
      });
      if (refusal !== undefined)
        process.stderr.write(`  the sample story here differs from this version’s, and stays as it is (${refusal})\n`);
      const span = { minPosition: String(position) };
      process.stdout.write(`\n${await tellStory({ url, key }, story.story, span, { length: 'short' })}`);
    }
    process.stdout.write(tellWhereToLook({ url, story: story.story, key, isNewKey, settings }));
    if (exit) {
      process.stdout.write(
        '\nIt leaves now, as --exit asks: "npm start" brings it up again with what is here, and the addresses answer.\n',
      );
    } else {
      process.stdout.write('\nRunning. Ctrl-C stops everything.\n');
      await stopped;
      process.stderr.write('\nNewsledger stops.\n');
    }
  } finally {
    setTimeout(() => {
      house.kill();
      process.exit(1);
    }, patienceMs).unref();
    await house.close();
  }
}

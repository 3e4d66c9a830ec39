import { openLogger, startApp, stopSignal } from '#runtime';
import type { Settings } from '#runtime';
import { serviceModules } from '../house.js';
import { openHouse } from '../open-house.js';
import { step } from '../progress.js';
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
    const modules = serviceModules(settings, urls, kafka, log);
    const services = [modules.publisher, modules.projector, modules.reader, modules.relay];
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
    const wantsSample = sample || (isEmbedded && (await house.isEmpty()));
    if (wantsSample || (await house.knows(story.story))) {
      const at = await step('the sample story', () => publishSample(url, key, story, wantsSample));
      process.stdout.write(`\n${await tellStory({ url, key }, story.story, { minPosition: String(at) })}`);
    }
    process.stdout.write(tellWhereToLook({ url, story: story.story, key, isNewKey, settings, logKind }));
    if (!exit) {
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

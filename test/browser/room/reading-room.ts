import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { ledgerSchema } from '#ledger';
import { openPool, schemaName } from '#postgres';
import { makeDatabase, prefix } from '../../parts/make-database.js';
import { openBrowser } from '../../parts/open-browser.js';
import { plantEvent } from '../../parts/plant-event.js';
import type { Planted } from '../../parts/plant-event.js';
import { publish } from '../../parts/publish.js';
import { startService } from '../../parts/start-service.js';
import type { RunningService } from '../../parts/start-service.js';
import { until } from '../../parts/until.js';

export const sampleStory = 'north-korean-troops-in-russia';

/** `newsledger start` with its sample story, and one browser, for all that is to be seen in it. */
export interface ReadingRoom {
  readonly url: string;
  /** A page of a reader of its own, whose errors and broken policies end up in `faults`. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<Page>;
  readonly faults: string[];
  readonly send: (story: string, ...events: readonly object[]) => Promise<number>;
  /** Puts an event into the ledger that no publisher would record. */
  readonly plant: (planted: Planted) => Promise<number>;
  /** Ends the server as a machine would, and starts it again at the same place. */
  readonly restart: (meanwhile: () => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openReadingRoom(postgresUrl: string): Promise<ReadingRoom> {
  const { owner, key } = await makeDatabase(postgresUrl);
  const folder = await mkdtemp(join(tmpdir(), 'newsledger-page-'));
  const environment = {
    HOME: process.env['HOME'] ?? '',
    DATABASE_URL: owner,
    NEWSLEDGER_LOG: 'ledger',
    NEWSLEDGER_DATA: folder,
    NEWSLEDGER_CORS: '*',
  };
  const begin = (port?: number) =>
    startService('cli', environment, { words: ['start', '--sample'], ...(port === undefined ? {} : { port }) });
  const [first, browser] = await Promise.all([begin(), openBrowser('apart')]);
  let house: RunningService = first;
  const { url, port } = house;
  const isThere = async (path: string) => (await fetch(url + path)).ok;
  await until('the sample can be read', () => isThere(`/stories/${sampleStory}?asOf=48`));
  const ledger = openPool({ url: owner, schema: schemaName(prefix, ledgerSchema), applicationName: 'test', max: 1 });
  const faults: string[] = [];
  const contexts: BrowserContext[] = [];
  return {
    url,
    faults,
    open: async (path, options) => {
      const page = await openPage(browser, contexts, faults, { viewport: { width: 1_280, height: 900 }, ...options });
      await page.goto(path.startsWith('http') ? path : url + path);
      return page;
    },
    send: async (story, ...events) => {
      const { status, body } = await publish({ url, key, story, events });
      if (status !== 201) throw new Error(`publishing was answered ${status}: ${JSON.stringify(body)}`);
      // Whoever opens its page then finds it.
      await fetch(`${url}/v1/stories/${story}?minPosition=${body.position}`);
      return body.version;
    },
    plant: (planted) => plantEvent(ledger, planted),
    restart: async (meanwhile) => {
      await house.kill('SIGKILL');
      try {
        await meanwhile();
      } finally {
        house = await begin(port);
      }
    },
    close: async () => {
      await browser.close();
      await house.kill('SIGTERM');
      await ledger.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openPage(
  browser: Browser,
  contexts: BrowserContext[],
  faults: string[],
  options: BrowserContextOptions,
): Promise<Page> {
  // A reader who comes anew: nothing is kept of those before.
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  const context = await browser.newContext(options);
  contexts.push(context);
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('dialog', (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    // What the network says of a server that is away is no fault of the page.
    if (message.type() === 'error' && !/ERR_|Failed to load resource/.test(message.text())) faults.push(message.text());
  });
  return page;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDatabase } from './make-database.js';
import { publish } from './publish.js';
import type { PublishAnswer } from './publish.js';
import { startService } from './start-service.js';
import { until } from './until.js';

export const sampleStory = 'north-korean-troops-in-russia';

/** An answer of the reader; `body` is as the caller expects it. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** `newsledger start` on a database of its own, with its sample story. */
export interface SampleHouse {
  readonly url: string;
  readonly get: <T>(path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer<T>>;
  /** Publishes, and waits for nothing. */
  readonly publish: (story: string, ...events: readonly object[]) => Promise<PublishAnswer['body']>;
  /** Publishes, and waits until the events can be read. */
  readonly send: (story: string, ...events: readonly object[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startSampleHouse(postgresUrl: string): Promise<SampleHouse> {
  const { owner, key } = await makeDatabase(postgresUrl);
  const folder = await mkdtemp(join(tmpdir(), 'newsledger-sample-'));
  const house = await startService(
    'cli',
    {
      HOME: process.env['HOME'] ?? '',
      DATABASE_URL: owner,
      NEWSLEDGER_LOG: 'ledger',
      NEWSLEDGER_DATA: folder,
    },
    { words: ['start', '--sample'] },
  );
  const get: SampleHouse['get'] = async (path, headers = {}) => {
    const response = await fetch(`${house.url}/v1/${path}`, { headers });
    return { status: response.status, headers: response.headers, body: (await response.json()) as never };
  };
  const isThere = until('the sample can be read', async () => {
    const { body } = await get<{ readonly version?: number }>(`stories/${sampleStory}`);
    return body.version === 48;
  });
  // A house that is left running would keep the tests from ending.
  await isThere.catch(async (error: unknown) => {
    await house.kill('SIGTERM');
    throw error;
  });
  const publishAll: SampleHouse['publish'] = async (story, ...events) => {
    const { status, body } = await publish({ url: house.url, key, story, events });
    if (status !== 201) throw new Error(`publishing was answered ${status}: ${String(body.detail)}`);
    return body;
  };
  return {
    url: house.url,
    get,
    publish: publishAll,
    send: async (story, ...events) => {
      const body = await publishAll(story, ...events);
      const read = await get(`stories/${story}?minPosition=${body.position}`);
      if (read.status !== 200) throw new Error(`reading what was published was answered ${read.status}`);
    },
    stop: async () => {
      await house.kill('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDatabase } from './make-database.js';
import type { TestDatabase } from './make-database.js';
import { publish } from './publish.js';
import type { PublishAnswer } from './publish.js';
import { startService } from './start-service.js';

/** A site whose pages may read. */
export const site = 'https://news.example';

/** `newsledger start` on a database of its own, with two sites whose pages may read. */
export interface WebHouse {
  readonly url: string;
  readonly database: TestDatabase;
  readonly send: (story: string, events: readonly object[]) => Promise<PublishAnswer['body']>;
  readonly stop: () => Promise<void>;
}

export async function startWebHouse(postgresUrl: string): Promise<WebHouse> {
  const database = await makeDatabase(postgresUrl);
  const folder = await mkdtemp(join(tmpdir(), 'newsledger-web-'));
  const environment = {
    HOME: process.env['HOME'] ?? '',
    DATABASE_URL: database.owner,
    NEWSLEDGER_LOG: 'ledger',
    NEWSLEDGER_DATA: folder,
    NEWSLEDGER_CORS: `${site}, http://localhost:8080`,
  };
  const house = await startService('cli', environment, { words: ['start'] });
  return {
    url: house.url,
    database,
    send: async (story, events) => {
      const { status, body } = await publish({ url: house.url, key: database.key, story, events });
      if (status !== 201) throw new Error(`publishing was answered ${status}: ${String(body.detail)}`);
      return body;
    },
    stop: async () => {
      await house.kill('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An answer as it came: fetch would unpack it. */
export function getRaw(url: string, headers: Record<string, string>, method = 'GET') {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; bytes: Buffer }>((resolve, reject) => {
    const sent = request(url, { headers, method }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(parts) }),
      );
    });
    sent.once('error', reject);
    sent.end();
  });
}

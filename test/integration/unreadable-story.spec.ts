import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { ledgerSchema } from '#ledger';
import { openPool, schemaName } from '#postgres';
import { makeDatabase, prefix } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { opened, titled } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import { runCli } from '../parts/run-cli.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';

describe('a story with an event that this release cannot read', () => {
  let database: TestDatabase;
  let ledger: pg.Pool;
  let publisher: RunningService;
  let folder: string;

  const send = (story: string, ...events: readonly object[]) =>
    publish({ url: publisher.url, key: database.key, story, events });

  /** As a later release would have written it, or a hand. */
  async function plant(story: string, type: string, data: string, schemaVersion: number): Promise<number> {
    const salt = randomBytes(16);
    const commitment = createHash('sha256').update(salt).update(`{"data":${data}}`).digest();
    const { rows } = await ledger.query<{ position: number }>(
      `with planted as (
         insert into event (position, commit, recorded_at, version, schema_version, story, id, type, recorded_by, commitment)
         select max(position) + 1, max(position) + 1, max(recorded_at) + interval '1 ms',
           max(version) filter (where story = $1::text) + 1, $4::smallint, $1::text, 'planted', $2::text, 'test', $5::bytea
         from event returning position)
       insert into payload (position, salt, data) select position, $6::bytea, $3::text from planted returning position`,
      [story, type, data, schemaVersion, commitment, salt],
    );
    return rows[0]?.position ?? 0;
  }

  beforeAll(async () => {
    [database, folder] = await Promise.all([
      makeDatabase(testPostgres()),
      mkdtemp(join(tmpdir(), 'newsledger-unreadable-')),
    ]);
    ledger = openPool({
      ...{ url: database.owner, schema: schemaName(prefix, ledgerSchema) },
      ...{ applicationName: 'test', max: 1 },
    });
    publisher = await startService('publisher', { DATABASE_URL: database.urlOf('publisher') });
  }, 60_000);

  afterAll(async () => {
    await publisher.kill('SIGKILL');
    await ledger.end();
    await rm(folder, { recursive: true, force: true });
  });

  test.each([
    ['type', 'StoryMerged', '{"with":"another"}', 1],
    ['version', 'StoryRetitled', '{"title":"Later"}', 7],
    ['data', 'StoryRetitled', '{"title"', 1],
    ['shape', 'FactCorrected', '7', 1],
  ] as const)(
    'of unknown %s is refused, with its position, and others are published to',
    async (of, type, data, as) => {
      const story = `of-${of}`;
      expect((await send(story, opened('o'))).status).toBe(201);
      const position = await plant(story, type, data, as);
      const { status, body } = await send(story, titled('t', 'Title'));
      expect([status, body]).toMatchObject([409, { code: 'story-unreadable', position }]);
      expect(body.detail).toContain(`Position ${position} of ${story}, a ${type} of schema version ${as}`);
      expect((await send(`beside-${of}`, opened('o'))).status).toBe(201);
    },
  );

  test('is told by an import, too, which goes on with the others', async () => {
    const path = join(folder, 'events.ndjson');
    const lines = [
      { story: 'of-type', ...titled('t', 'Title') },
      { story: 'imported', ...opened('o') },
    ];
    await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await writeFile(join(folder, 'key'), database.key);
    const environment = { DATABASE_URL: database.owner, NEWSLEDGER_LOG: 'ledger' };
    // Nobody projects here, so that an import that minds the views could wait for them.
    for (const more of [['--dry-run'], ['--full-speed']]) {
      const { code } = await runCli(environment, 'import', path, '--key-file', join(folder, 'key'), ...more);
      const told = await readFile(`${path}${more.includes('--dry-run') ? '.dry-run' : ''}.refused`, 'utf8');
      expect([code, told]).toEqual([1, expect.stringContaining('story-unreadable')]);
    }
    expect((await send('imported', opened('again'))).body).toMatchObject({ code: 'story-already-opened' });
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { makeDatabase } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { corrected, issued, opened, revised, stated } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import { until } from '../parts/until.js';

const linesOf = (events: readonly (readonly [story: string, event: object])[]) =>
  events.map(([story, event]) => `${JSON.stringify({ story, ...event })}\n`).join('');
const withoutId = (event: object) => ({ ...event, id: undefined });

/** A story that is opened, then told figures that revise each other, with corrections between. */
const storyOf = (story: string, figures: number) => [
  [story, opened('open')] as const,
  [story, issued('f0')] as const,
  ...Array.from({ length: figures }, (_, at) => [
    [story, revised(`f${at + 1}`, `f${at}`)] as const,
    [story, corrected(`c${at + 1}`, `f${at + 1}`, { scope: `turn ${at}` })] as const,
    [story, withoutId(stated('s'))] as const,
  ]).flat(),
];

describe('newsledger import', () => {
  let database: TestDatabase;
  let folder: string;
  let client: pg.Client;

  beforeEach(async () => {
    database = await makeDatabase(testPostgres());
    folder = await mkdtemp(join(tmpdir(), 'newsledger-import-'));
    await writeFile(join(folder, 'key'), database.key);
    client = new pg.Client({ connectionString: database.owner });
    await client.connect();
  }, 60_000);

  afterEach(async () => {
    await client.end();
    await rm(folder, { recursive: true, force: true });
  });

  const start = (file: string, ...options: string[]) => {
    const words = [
      'dist/apps/cli/src/main.js',
      'import',
      file,
      '--key-file',
      join(folder, 'key'),
      '--full-speed',
      '--json',
    ];
    const child = spawn(process.execPath, [...words, ...options], {
      env: { ...process.env, DATABASE_URL: database.owner },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let told = '';
    let complained = '';
    child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
    const ended = once(child, 'close').then(([status]) => ({
      status: status as number,
      complained,
      told: (told === '' ? {} : JSON.parse(told)) as Record<string, unknown>,
    }));
    return { child, ended };
  };
  const importFile = (file: string, ...options: string[]) => start(file, ...options).ended;
  const write = async (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const count = async () => {
    const { rows } = await client.query<{ events: number }>(
      `select count(*)::integer as events from newsledger_ledger.event`,
    );
    return rows[0]?.events ?? 0;
  };

  test('records the lines of a file, those of a story in their order, and doubles nothing when it is run again', async () => {
    const events = [...storyOf('one', 20), ...storyOf('two', 20)];
    const file = await write('events.ndjson', linesOf(events));
    const first = await importFile(file);
    expect(first).toMatchObject({ status: 0, told: { lines: 124, accepted: 124, known: 0, refused: 0 } });
    const again = await importFile(file);
    expect(again).toMatchObject({ status: 0, told: { lines: 124, accepted: 0, known: 124, refused: 0 } });
    await expect(count()).resolves.toBe(124);
    const { rows } = await client.query<{ type: string }>(
      `select type from newsledger_ledger.event where story = 'one' order by version`,
    );
    expect(rows.map(({ type }) => type)).toEqual(
      events.filter(([story]) => story === 'one').map(([, event]) => (event as { type: string }).type),
    );
  });

  test('reads gzipped files, and standard input', async () => {
    const zipped = await write('events.ndjson.gz', gzipSync(linesOf(storyOf('zipped', 3))));
    await expect(importFile(zipped)).resolves.toMatchObject({ status: 0, told: { accepted: 11 } });
    const piped = start('-');
    piped.child.stdin.end(linesOf(storyOf('piped', 3)).trimEnd());
    await expect(piped.ended).resolves.toMatchObject({ status: 0, told: { accepted: 11 } });
  });

  test('writes what is refused, with its reasons, to a file beside the input, in order', async () => {
    const refused = [
      `{"story":"one","type":"StoryMerged","data":{}}\n`,
      linesOf([['one', revised('x', 'nothing')]]),
      `{"story":"One","type":"StoryOpened","data":{"title":"a","language":"en"}}\n`,
      `{"story":\n`,
      `${JSON.stringify({ story: 'one', filler: 'x'.repeat(1_100_000) })}\n`,
    ];
    const file = await write(
      'bad.ndjson',
      linesOf(storyOf('one', 1)) + refused.join('') + linesOf([['one', stated('last')]]),
    );
    const { status, told, complained } = await importFile(file);
    expect([status, told]).toEqual([1, expect.objectContaining({ lines: 11, accepted: 6, refused: 5 })]);
    expect(complained).toContain(`${file}.refused`);
    const kept = (await readFile(`${file}.refused`, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(kept).toMatchObject([
      { line: 6, code: 'invalid-events', errors: [{ pointer: '/type' }], sent: refused[0]?.trim() },
      { line: 7, code: 'fact-unknown', errors: [{ pointer: '/data/revises' }] },
      { line: 8, code: 'invalid-events', errors: [{ pointer: '/story' }] },
      { line: 9, code: 'malformed-json' },
      { line: 10, code: 'body-too-large' },
    ]);
  });

  test('decides a dry run as the import would, and writes nothing', async () => {
    const events = [...storyOf('dry', 5), ['dry', revised('late', 'f0')] as const];
    const file = await write('dry.ndjson', linesOf(events));
    const dry = await importFile(file, '--dry-run');
    expect(dry).toMatchObject({ status: 1, told: { dryRun: true, accepted: 17, refused: 1 } });
    await expect(count()).resolves.toBe(0);
    expect(existsSync(`${file}.import`)).toBe(false);
    await expect(importFile(file)).resolves.toMatchObject({ status: 1, told: { accepted: 17, refused: 1 } });
  });

  test.each(['SIGKILL', 'SIGTERM'] as const)(
    'goes on where %s interrupted it, while publishers publish, and doubles nothing',
    async (signal) => {
      const publisher = await startService('publisher', { DATABASE_URL: database.urlOf('publisher') });
      const stories = Array.from({ length: 40 }, (_, at) => storyOf(`story-${at}`, 60));
      const file = await write('long.ndjson', linesOf(stories.flat()));
      try {
        for (let least = 500; least <= 1_500; least += 500) {
          const { child, ended } = start(file);
          await until('some of it is there', async () => (await count()) > least);
          child.kill(signal);
          await ended;
          const story = `beside-${least}`;
          const target = { url: publisher.url, key: database.key, story };
          await expect(publish({ ...target, events: [opened('open')] })).resolves.toMatchObject({ status: 201 });
        }
        const { status, told } = await importFile(file);
        expect([status, told['refused'], told['lines']]).toEqual([0, 0, 40 * 182]);
        await expect(count()).resolves.toBe(40 * 182 + 3);
        expect(existsSync(`${file}.import`)).toBe(false);
      } finally {
        await publisher.kill('SIGTERM');
      }
    },
    120_000,
  );

  test('keeps the order of a story that a publisher writes to meanwhile, and while its connections are cut', async () => {
    const publisher = await startService('publisher', { DATABASE_URL: database.urlOf('publisher') });
    const stories = Array.from({ length: 5 }, (_, at) => storyOf(`story-${at}`, 150));
    const file = await write('contended.ndjson', linesOf(stories.flat()));
    try {
      const { ended } = start(file);
      const over = new AbortController();
      const importing = ended.finally(() => over.abort());
      await until('it has begun', async () => (await count()) > 10);
      for (let turn = 0; !over.signal.aborted; turn += 1) {
        const target = { url: publisher.url, key: database.key, story: `story-${turn % 5}` };
        await publish({ ...target, events: [stated(`beside-${turn}`)] });
        if (turn % 20 === 10) {
          await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
            where application_name = 'newsledger import' and datname = current_database()`);
        }
      }
      const { status, told, complained } = await importing;
      expect([status, told['refused'], complained]).toEqual([0, 0, expect.anything()]);
      for (const [at, events] of stories.entries()) {
        const { rows } = await client.query<{ type: string }>(
          `select type from newsledger_ledger.event where story = $1 and id not like 'beside-%' order by version`,
          [`story-${at}`],
        );
        expect(rows.map(({ type }) => type)).toEqual(events.map(([, event]) => (event as { type: string }).type));
      }
    } finally {
      await publisher.kill('SIGTERM');
    }
  }, 120_000);

  test('does not go on in another ledger, or with another file, where it was in this one', async () => {
    const stories = Array.from({ length: 60 }, (_, at) => storyOf(`story-${at}`, 60));
    const file = await write('moved.ndjson', linesOf(stories.flat()));
    const { child, ended } = start(file);
    await until('its place is kept', () => existsSync(`${file}.import`));
    child.kill('SIGKILL');
    await ended;
    await writeFile(file, linesOf(storyOf('two', 1)));
    const other = await importFile(file);
    expect([other.status, other.complained]).toEqual([1, expect.stringContaining(`${file}.import keeps the place`)]);
    await rm(`${file}.import`);
    await expect(importFile(file)).resolves.toMatchObject({ status: 0, told: { lines: 5 } });
  });

  test('ends when its key is revoked', async () => {
    const file = await write(
      'revoked.ndjson',
      linesOf(Array.from({ length: 400 }, (_, at) => storyOf(`s-${at}`, 20)).flat()),
    );
    const { ended } = start(file);
    await until('it has begun', async () => (await count()) > 10);
    await client.query(`update newsledger_identity.key set revoked_at = clock_timestamp()`);
    const { status, complained } = await ended;
    expect([status, complained]).toEqual([1, expect.stringContaining('was revoked meanwhile')]);
  }, 60_000);

  test('says in a sentence what is missing', async () => {
    const file = await write('events.ndjson', linesOf(storyOf('one', 1)));
    const torn = gzipSync(linesOf(storyOf('torn', 50))).subarray(0, 200);
    const zipped = await write('torn.gz', torn);
    await expect(importFile(zipped)).resolves.toMatchObject({
      status: 1,
      complained: expect.stringMatching(/cannot be read/) as string,
    });
    await expect(importFile(join(folder, 'nothing'))).resolves.toMatchObject({
      status: 1,
      complained: expect.stringMatching(/cannot be read/) as string,
    });
    await writeFile(join(folder, 'key'), 'nl_wrong');
    await expect(importFile(file)).resolves.toMatchObject({
      status: 1,
      complained: expect.stringMatching(/cannot be used/) as string,
    });
    await expect(count()).resolves.toBeLessThan(200);
  });
});

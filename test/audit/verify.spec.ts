import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { emptyMemory, findingOf, readMemory, verifyLog, verifyRemote, verifyTopic, verifyViews } from '#apps/cli';
import { readCurrentEpoch, readSpan } from '#ledger';
import type { Epoch } from '#ledger';
import { schemaName } from '#postgres';
import { viewsSchema } from '#views';
import { prefix } from '../parts/make-database.js';
import { untilSigned } from '../parts/notary-house.js';
import { runCli } from '../parts/run-cli.js';
import { describeWithKafka, testBrokers, testPostgres } from '../parts/services.js';
import { SignedLedger } from '../parts/signed-ledger.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';
import { openViews, write } from '../parts/views-database.js';

const quiet = () => undefined;

describe('newsledger verify', () => {
  let house: SignedLedger;
  let views: pg.Pool;
  let epoch: Epoch;
  let folder: string;
  let size: number;

  const run = (...words: readonly string[]) =>
    runCli({ DATABASE_URL: house.database.owner, NEWSLEDGER_LOG: 'ledger' }, 'verify', ...words);
  const viewsPlace = () => ({
    url: house.database.owner,
    schema: schemaName(prefix, viewsSchema),
    applicationName: 'test',
  });
  /** Changes something, looks, and puts it back. */
  const whileChanged = async <T>(change: string, back: string, look: () => Promise<T>): Promise<T> => {
    await house.superuser.query(change);
    try {
      return await look();
    } finally {
      await house.superuser.query(back);
    }
  };
  const changeEvent = (by: string) => `update newsledger_ledger.event set recorded_by = '${by}' where position = 5`;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newsledger-verify-'));
    house = await SignedLedger.open(testPostgres());
    for (let number = 0; number < 6; number += 1) {
      await house.append(`story-${number % 3}`, 4, { actor: 'user:7', publishedAt: '2024-10-28T21:00:00Z' });
      ({ size } = await house.sign());
    }
    epoch = await readCurrentEpoch(house.ledger);
    views = openViews(house.database.owner);
    await write(views, await readSpan(house.ledger, 0, size), epoch.id);
  });

  afterAll(async () => {
    await views.end();
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('says what was hashed again, and keeps and demands what an auditor remembers', async () => {
    const memory = join(folder, 'memory');
    const first = await run('--against', memory, '--remember', memory, '--views');
    expect([first.code, first.out.replace(/\s+/g, ' ')]).toEqual([0, expect.stringContaining('24 events of history')]);
    expect(first.out.replace(/\s+/g, ' ')).toContain('Their rows are those that the ledger folds to.');
    expect((await readMemory(memory)).checkpoints).toMatchObject([{ size, origin: `main/${epoch.id}` }]);
    const finding = { what: 'event', position: 5, story: 'story-1', found: expect.any(String) as string };
    const told = await whileChanged(changeEvent('k_other'), changeEvent('k_test'), () =>
      run('--json', '--against', memory),
    );
    expect([told.code, JSON.parse(told.out)]).toMatchObject([1, { ok: false, finding }]);
    const again = await run('--against', memory, '--remember', memory, '--json');
    expect([again.code, JSON.parse(again.out)]).toMatchObject([0, { ok: true, events: size, size, checkpoints: 6 }]);
    expect((await readMemory(memory)).checkpoints).toHaveLength(2);
    await writeFile(join(folder, 'forged'), (await readFile(memory, 'utf8')).replace('\\n24\\n', '\\n23\\n'));
    expect((await run('--against', join(folder, 'forged'))).code).toBe(1);
    expect((await run('--against', join(folder, 'none'))).err).toContain('cannot be read');
  }, 60_000);

  test('finds what the views have otherwise, in their log and in their rows', async () => {
    const log = () => findingOf(() => verifyLog({ ledger: house.ledger, views, epoch: epoch.id, onProgress: quiet }));
    expect(await log()).toBeUndefined();
    const field = (value: string) => `update newsledger_views.log set published_at = ${value} where position = 7`;
    expect(await whileChanged(field(`'2024'`), field(`'2024-10-28T21:00:00Z'`), log)).toMatchObject({
      ...{ what: 'log', position: 7, story: 'story-1', expected: '2024-10-28T21:00:00Z', found: '2024' },
      detail: 'Position 7 has another publishedAt in the views.',
    });
    const moved = (from: number, to: number) =>
      `update newsledger_views.log set position = ${to} where position = ${from}`;
    expect(await whileChanged(moved(9, 900), moved(900, 9), log)).toMatchObject({
      position: 9,
      found: 'no event (views)',
    });
    const folded = () => findingOf(() => verifyViews(house.ledger, viewsPlace(), { onProgress: quiet }));
    const title = (from: string, to: string) =>
      `update newsledger_views_blue.view_row set doc = replace(doc::text, '${from} ', '${to} ')::jsonb
       where kind = 'header' and story = 'story-2'`;
    expect(await whileChanged(title('Title', 'Untitled'), title('Untitled', 'Title'), folded)).toMatchObject({
      ...{ what: 'views', story: 'story-2', detail: expect.stringContaining('/doc/title') as string },
    });
    expect(await folded()).toBeUndefined();
  });

  test('asks a notary over HTTP for proofs', async () => {
    const notary = await startService('notary', {
      DATABASE_URL: house.database.urlOf('notary'),
      NEWSLEDGER_NOTARY_KEY: house.keyFile,
    });
    try {
      await untilSigned(notary, size);
      const memory = await readMemory(join(folder, 'memory'));
      const { keys } = memory;
      const [one] = memory.checkpoints;
      if (one === undefined) throw new Error('nothing is remembered');
      await house.append('story-0', 3);
      await untilSigned(notary, size + 3);
      expect((await verifyRemote(notary.url, [], memory)).checkpoint.size).toBe(size + 3);
      const other = { ...one, root: Buffer.alloc(32, 7) };
      const remote = (checkpoint: typeof one) =>
        findingOf(() => verifyRemote(notary.url, [], { keys, checkpoints: [checkpoint] }));
      expect(await remote(other)).toMatchObject({ what: 'remembered', between: [0, size] });
      expect(await remote({ ...one, size: size + 9 })).toMatchObject({
        detail: 'The record is shorter than you remember it.',
      });
      expect(await findingOf(() => verifyRemote(notary.url, ['main+00000000+AAAA'], emptyMemory))).toMatchObject({
        what: 'key',
      });
      const { code, out } = await runCli(
        {},
        'verify',
        '--url',
        notary.url,
        '--against',
        join(folder, 'memory'),
        '--json',
      );
      expect([code, JSON.parse(out)]).toMatchObject([0, { ok: true, size: size + 3 }]);
    } finally {
      await notary.kill('SIGTERM');
    }
  });

  test('tells what answers in the place of a notary', async () => {
    const memory = await readMemory(join(folder, 'memory'));
    const notes = { checkpoint: memory.checkpoints.at(-1)?.note, key: memory.keys[0] };
    for (const proof of ['', '{}', '7', '{"hashes":[7]}', '{"hashes":"x"}', '<html>']) {
      const server = createServer(({ url = '' }, response) => {
        const name = url.slice('/v1/audit/'.length) as keyof typeof notes;
        response.end(notes[name] ?? proof);
      });
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      await expect(verifyRemote(url, [], memory)).rejects.toThrow('is no proof');
      server.close();
    }
  });

  describeWithKafka('with a topic', () => {
    const topic = `verify-${randomUUID()}`;
    let relay: RunningService;

    beforeAll(async () => {
      relay = await startService('relay', {
        ...{ DATABASE_URL: house.database.urlOf('relay'), KAFKA_BROKERS: testBrokers(), NEWSLEDGER_TOPIC: topic },
      });
    });

    afterAll(() => relay.kill('SIGTERM'));

    test('finds what the topic has otherwise', async () => {
      const place = { ledger: house.ledger, epoch: epoch.id, onProgress: quiet };
      const bus = { brokers: testBrokers().split(','), ssl: false, topic, clientId: 'test' };
      const look = () => findingOf(() => verifyTopic({ ...place, topic: bus }));
      const { rows } = await house.ledger.query<{ head: number }>(`select max(position) as head from event`);
      await until('all is on the topic', async () => (await verifyTopic({ ...place, topic: bus })) === rows[0]?.head);
      expect(await whileChanged(changeEvent('k_other'), changeEvent('k_test'), look)).toMatchObject({
        ...{ what: 'topic', position: 5, story: 'story-1', expected: 'k_other', found: 'k_test' },
      });
      const salt = (by: string) =>
        `update newsledger_ledger.payload set salt = set_byte(salt, 0, get_byte(salt, 0) # ${by}) where position = 6`;
      expect(await whileChanged(salt('1'), salt('1'), look)).toMatchObject({
        position: 6,
        detail: expect.stringContaining('salt') as string,
      });
      const cut = (sign: string) =>
        `update newsledger_ledger.event set position = position ${sign} 1000 where position in (24, 1024)`;
      expect(await whileChanged(cut('+'), cut('-'), look)).toMatchObject({
        position: 24,
        expected: 'an event in the ledger',
      });
      expect(await findingOf(() => verifyTopic({ ...place, epoch: 'other', topic: bus }))).toMatchObject({
        expected: 'other',
      });
      expect(await look()).toBeUndefined();
    });
  });
});

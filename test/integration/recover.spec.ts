import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeyFile } from '#apps/notary';
import { checkTopic } from '../soak/check-topic.js';
import { checkViews } from '../soak/check-views.js';
import { readWholeLedger } from '../soak/check-ledger.js';
import { readTopic } from '../soak/read-topic.js';
import { issued, opened, revised, stated, titled } from '../parts/events.js';
import { runNewsledger } from '../parts/keys.js';
import { copyDatabase, makeDatabase, putBack } from '../parts/make-database.js';
import type { Service, TestDatabase } from '../parts/make-database.js';
import { publish } from '../parts/publish.js';
import { dumpLedger, recoverHere } from '../parts/recovery-house.js';
import { describeWithKafka, testBrokers, testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';

const having = (text: string): unknown => expect.stringContaining(text);
const services = ['publisher', 'relay', 'projector', 'reader', 'notary'] as const;

describeWithKafka('a ledger that was restored from an older backup', () => {
  const topic = `recover-${randomUUID()}`;
  const running = new Map<Service, RunningService>();
  let database: TestDatabase;
  let folder: string;

  const environment = (url: string) => ({ DATABASE_URL: url, KAFKA_BROKERS: testBrokers(), NEWSLEDGER_TOPIC: topic });
  const startOne = async (name: Service, awaitReady = true) => {
    const more = name === 'notary' ? { NEWSLEDGER_NOTARY_KEY: join(folder, 'notary.key') } : {};
    running.set(name, await startService(name, { ...environment(database.urlOf(name)), ...more }, { awaitReady }));
  };
  const stop = (...names: readonly Service[]) =>
    Promise.all(names.map(async (name) => running.get(name)?.kill('SIGTERM')));
  const urlOf = (name: Service) => running.get(name)?.url ?? '';
  const record = (story: string, ...events: readonly object[]) =>
    until(`${story} is published`, async () => {
      const { status, body } = await publish({ url: urlOf('publisher'), key: database.key, story, events });
      if (status === 201) return body.position;
      throw new Error(`${status} ${String(body.detail)}`);
    });
  const read = async (path: string) => {
    const response = await fetch(urlOf('reader') + path);
    return {
      status: response.status,
      epoch: response.headers.get('newsledger-epoch'),
      body: (await response.json()) as never,
    };
  };
  const visible = (position: number) =>
    until(`position ${position} is visible`, async () => {
      const { body } = await read(`/v1/events?after=${position - 1}&limit=1`);
      return (body as { events: readonly unknown[] }).events.length > 0;
    });
  const whyUnready = (name: Service, words: string) =>
    until(`${name} says ${words}`, async () =>
      (await (await fetch(`${urlOf(name)}/health/ready`)).text()).includes(words),
    );
  const recover = (options: Parameters<typeof recoverHere>[1] = {}) =>
    recoverHere(environment(database.owner), options);
  const checkAll = async () => {
    const events = await readWholeLedger(database.owner);
    await visible(events.length);
    await checkViews(database.owner, events);
    checkTopic(await readTopic(testBrokers(), topic), events);
    return events;
  };

  beforeAll(async () => {
    [database, folder] = await Promise.all([
      makeDatabase(testPostgres()),
      mkdtemp(join(tmpdir(), 'newsledger-recover-')),
    ]);
    await makeKeyFile(join(folder, 'notary.key'));
    await Promise.all(services.map((name) => startOne(name)));
  }, 60_000);

  afterAll(async () => {
    await Promise.all([...running.values()].map((service) => service.kill('SIGKILL')));
    await rm(folder, { recursive: true, force: true });
  });

  test('is completed from the topic, to the byte, and goes on being published', async () => {
    await record('kept', opened('open'), issued('a'), revised('b', 'a'));
    await visible(await record('went-on', opened('open')));
    await copyDatabase(testPostgres(), database.name, 'older');
    const last = await record('went-on', stated('s'), { ...titled('t', 'Späte "Nachricht"'), actor: 'user:7' });
    await record('lost', opened('open'), { ...issued('a'), publishedAt: '2024-10-28T20:00:00Z' });
    const head = await record('went-on', titled('u', 'Later'));
    expect(head).toBeGreaterThan(last);
    await visible(head);
    const note = await until('all is signed', async () => {
      const text = await (await fetch(`${urlOf('notary')}/v1/audit/checkpoint`)).text();
      return text.split('\n')[1] === String(head) && text;
    });
    await writeFile(join(folder, 'note'), note);
    const before = await dumpLedger(database.owner);

    await putBack(testPostgres(), database.name, 'older');
    await whyUnready('relay', 'newsledger recover');
    await stop('relay', 'notary');
    expect(await dumpLedger(database.owner)).toHaveLength(4);
    const told = await recover();
    expect(told).toMatchObject({ status: 0 });
    expect(told.out).toContain('5 events would be added, positions 5 to 9');
    expect(told.out).toContain('Nothing was written: --yes does it.');
    await stop('projector');
    const { status, out } = await runNewsledger(
      ['recover', '--from', 'kafka', '--yes', '--against', join(folder, 'note')],
      environment(database.owner),
    );
    expect([status, out]).toEqual([0, having('Verified against the checkpoint of the file, of size 9')]);
    expect(await dumpLedger(database.owner)).toEqual(before);

    await Promise.all((['relay', 'projector', 'notary'] as const).map((name) => startOne(name)));
    // The publisher ran all the while, and knows stories as they were when the backup was made, or later.
    const next = await record('lost', revised('b', 'a'));
    expect(next).toBe(head + 1);
    expect((await checkAll()).length).toBe(next);
    await until('the tree goes on', async () => {
      const text = await (await fetch(`${urlOf('notary')}/v1/audit/checkpoint`)).text();
      return text.split('\n')[1] === String(next);
    });
    expect(await recover()).toMatchObject({
      status: 0,
      out: having('Nothing is to be done.'),
    });
  }, 60_000);

  test('and was published to since begins a new epoch when it is told to, and nothing is lost', async () => {
    const forkAfter = (await readWholeLedger(database.owner)).length;
    await copyDatabase(testPostgres(), database.name, 'again');
    await record('kept', titled('t', 'The old title'));
    const old = await record('gone', opened('open'), issued('a'));
    await visible(old);
    const { epoch: oldEpoch } = await read('/v1/stories/gone');
    await stop('relay');
    await putBack(testPostgres(), database.name, 'again');
    await record('came', opened('open'));
    await record('kept', titled('t2', 'The new title'));
    // The projector goes on reading the topic of the other history.
    await visible(old);
    await stop('projector', 'notary');
    const stream = await fetch(`${urlOf('reader')}/v1/stream?after=0`);
    const ended = stream.text();

    const refused = await recover({ yes: true });
    expect(refused.status).toBe(1);
    expect(refused.out.replace(/\s+/g, ' ')).toContain(
      `From position ${forkAfter + 1} on the ledger and the topic tell different histories`,
    );
    expect(await readWholeLedger(database.owner)).toHaveLength(forkAfter + 2);
    const keep = join(folder, 'kept.ndjson');
    const done = await recover({ yes: true, newEpoch: true, keep });
    expect([done.status, done.told]).toEqual([0, '']);
    expect((await read(`/v1/stories/kept`)).body).toMatchObject({ title: 'A story' });
    expect(await ended).toContain('The old title');

    await Promise.all((['relay', 'projector', 'notary'] as const).map((name) => startOne(name)));
    const events = await checkAll();
    expect(events).toHaveLength(forkAfter + 2);
    expect((await read('/v1/stories/kept')).body).toMatchObject({ title: 'The new title' });
    expect((await read('/v1/stories/gone')).status).toBe(404);
    const refusedEpoch = await read(`/v1/stories/kept?epoch=${oldEpoch}`);
    expect(refusedEpoch).toMatchObject({ status: 409, body: { code: 'epoch-differs' } });
    expect((await read('/v1/stories/kept')).epoch).not.toBe(oldEpoch);

    await writeFile(join(folder, 'key'), database.key);
    const imported = await runNewsledger(
      ['import', keep, '--key-file', join(folder, 'key')],
      environment(database.owner),
    );
    expect([imported.status, imported.out, (await readFile(keep, 'utf8')).trimEnd().split('\n').length]).toEqual([
      0,
      having('3'),
      3,
    ]);
    await visible(forkAfter + 5);
    expect((await read('/v1/stories/gone')).status).toBe(200);
    await checkAll();
    const rebuilt = await runNewsledger(['rebuild', '--check'], environment(database.owner));
    expect([rebuilt.status, rebuilt.out]).toEqual([0, having('every row is the same')]);
    expect(await recover()).toMatchObject({ status: 0 });
  }, 60_000);
});

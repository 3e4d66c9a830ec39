import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leafOf } from '#apps/notary';
import { connectKafka, RecordReader, Topic } from '#bus';
import { eventId, position, version } from '#events';
import type { StoredEvent } from '#events';
import { ledgerSchema, readEpoch } from '#ledger';
import { emptyFrontier, growFrontier, leafHash, makeNoteKey, noteSigner, rootOf, signCheckpoint } from '#merkle';
import { lead, schemaName } from '#postgres';
import { findPlace } from '../../apps/relay/src/find-place.js';
import { prefix } from '../parts/make-database.js';
import { committed, dumpLedger, openRecoveryHouse } from '../parts/recovery-house.js';
import type { RecoveryHouse } from '../parts/recovery-house.js';
import { describeWithKafka, testBrokers, testPostgres } from '../parts/services.js';
import { storedEvents } from '../parts/stored-events.js';
import { until } from '../parts/until.js';

const having = (text: string): unknown => expect.stringContaining(text);
const another = (event: StoredEvent, more: Partial<StoredEvent>): StoredEvent => ({ ...event, ...more });

/** The root over events, as anybody can compute it. */
function rootOver(events: readonly StoredEvent[]): Buffer {
  const last = new Map<string, Buffer>();
  const hashes = events.map((event) => {
    const hash = leafHash(leafOf(committed(event), last.get(event.story)));
    last.set(event.story, hash);
    return hash;
  });
  return rootOf(growFrontier(emptyFrontier, hashes));
}

describeWithKafka('newsledger recover', () => {
  let house: RecoveryHouse;
  let folder: string;

  beforeEach(async () => {
    house = await openRecoveryHouse(testPostgres(), testBrokers());
    folder = await mkdtemp(join(tmpdir(), 'newsledger-recover-'));
  }, 30_000);

  afterEach(async () => {
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('brings a ledger back of which nothing is left, under its own name, and takes nothing that is not whole', async () => {
    const all = storedEvents([1, 3, 2, 4]);
    await house.fillTopic(all.slice(0, 8), 'lost');
    await house.fillTopic(all.slice(4, 8), 'lost');
    const look = await house.recover();
    expect(look.out).toContain('6 events would be added, positions 1 to 6');
    expect(look.out).toContain('position 7 is not whole on the topic');
    expect([look.status, await dumpLedger(house.database.owner)]).toEqual([1, []]);

    const { status, out } = await house.recover({ yes: true, json: true });
    expect([status, JSON.parse(out)]).toMatchObject([
      1,
      { plan: { takesOn: 'lost' }, done: { added: 6, epoch: 'lost' } },
    ]);
    const whole = await openRecoveryHouse(testPostgres(), testBrokers());
    await whole.fillLedger(all.slice(0, 6));
    expect(await dumpLedger(house.database.owner)).toEqual(await dumpLedger(whole.database.owner));
    await whole.close();
    expect((await house.epochs()).at(-1)).toBe('lost');

    const keep = join(folder, 'kept.ndjson');
    expect(await house.recover({ yes: true, newEpoch: true })).toMatchObject({
      status: 1,
      told: having('--keep'),
    });
    expect(await house.recover({ yes: true, newEpoch: true, keep: keep })).toMatchObject({ status: 0 });
    const kept = (await readFile(`${keep}.record`, 'utf8')).trimEnd().split('\n');
    expect(kept.map((line) => JSON.parse(line) as object)).toEqual(
      all.slice(6, 8).map((one) => ({ epoch: 'lost', ...one })),
    );
    expect(await house.epochs()).toHaveLength(3);
    expect(await house.recover()).toMatchObject({ status: 0, out: having('Nothing is to be done') });
  }, 30_000);

  test('that is killed while it adds goes on from there', async () => {
    const all = storedEvents(Array.from({ length: 500 }, (_, at) => 1 + (at % 5)));
    await house.fillLedger(all.slice(0, 3));
    await house.fillTopic(all);
    await house.ledger.query(
      `create function wait() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$;
       create trigger wait before insert on event for each row when (new.position = 1200) execute function wait()`,
    );
    const words = ['dist/apps/cli/src/main.js', 'recover', '--from', 'kafka', '--yes'];
    const child = spawn(process.execPath, words, { env: { ...house.environment }, stdio: 'ignore' });
    const added = await until('some is added', async () => {
      const { rows } = await house.ledger.query<{ wait: string; head: number }>(
        `select (select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()) as wait,
           (select max(position) from event) as head`,
      );
      return Number(rows[0]?.wait) === 1 && rows[0]?.head;
    });
    child.kill('SIGKILL');
    expect(added).toBeGreaterThan(3);
    expect(added).toBeLessThan(1_200);
    expect(all[added - 1]?.commit).toBe(added);
    await house.ledger.query(`select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'`);
    await house.ledger.query(`drop trigger wait on event`);

    const run = await house.recover({ yes: true });
    expect(run).toMatchObject({
      status: 0,
      out: having(`Added ${(1_500 - added).toLocaleString('en-US')}`),
    });
    const whole = await openRecoveryHouse(testPostgres(), testBrokers());
    await whole.fillLedger(all);
    expect(await dumpLedger(house.database.owner)).toEqual(await dumpLedger(whole.database.owner));
    await whole.close();
  }, 30_000);

  test('names the first position that differs, in which fields, and how many do', async () => {
    const all = storedEvents([1, 2, 1, 1]);
    await house.fillTopic(all);
    const changed = all.map((one) => (one.position === 3 ? another(one, { data: '{"title":"No"}', actor: 'x' }) : one));
    await house.fillLedger(changed.slice(0, 4));
    const { topic } = await house.look();
    expect(topic).toMatchObject({
      take: undefined,
      fork: { reason: 'differs', position: 3, fields: ['actor', 'data'], differing: 1, compared: 2 },
      left: { from: 3, to: 5 },
    });
    const { status, out } = await house.recover({ yes: true });
    expect([status, out]).toEqual([1, having('From position 3 on the ledger and the topic tell different')]);
    expect(await dumpLedger(house.database.owner)).toHaveLength(4);
  });

  test.each([
    ['lacks what comes next', [0, 3, 4], { reason: 'missing', position: 4, from: 2 }],
    ['has it only in part', [0, 1], { reason: 'partial', position: 2, commit: 3 }],
  ])('takes nothing where the topic %s', async (_name, places, fork) => {
    const all = storedEvents([1, 2, 1, 1]);
    await house.fillLedger(all.slice(0, 1));
    await house.fillTopic(places.map((at) => all[at]!));
    expect((await house.look()).topic).toMatchObject({ take: undefined, fork });
  });

  test('takes what follows, and nothing from where the topic contradicts itself', async () => {
    const all = storedEvents([1, 1, 1, 1]);
    await house.fillLedger(all.slice(0, 1));
    await house.fillTopic(all.map((one) => (one.position === 3 ? another(one, { version: version(7) }) : one)));
    expect((await house.look()).topic).toMatchObject({
      take: { from: 2, to: 2 },
      fork: { reason: 'unsound', position: 3, detail: having('version 7 of story-0') },
      left: { from: 3, to: 4 },
    });
  });

  test('refuses a topic and views that are of another ledger', async () => {
    await house.fillLedger(storedEvents([1, 1]));
    await house.fillTopic(storedEvents([1, 1, 1]), 'strange');
    await expect(house.look()).rejects.toThrow('nothing in common');
    const { status, told } = await house.recover({ yes: true, newEpoch: true, keep: join(folder, 'kept') });
    expect([status, told]).toEqual([1, having('history strange, which has nothing in common')]);
  });

  test('verifies what would be there against a signed checkpoint before it adds anything', async () => {
    const all = storedEvents([1, 2, 1, 2]);
    await house.fillLedger(all.slice(0, 3));
    await house.fillTopic(all);
    const signer = noteSigner('main', makeNoteKey())!;
    const origin = `main/${await readEpoch(house.ledger)}`;
    const against = join(folder, 'checkpoint');
    const lookAt = async (size: number, root: Buffer, name = origin) => {
      await writeFile(against, signCheckpoint({ origin: name, size, root }, [signer]));
      return house.look({ against, key: signer.verifier.text });
    };
    expect((await lookAt(4, rootOver(all.slice(0, 4)))).checks).toMatchObject([
      { size: 4, outcome: { found: 'holds' } },
    ]);
    expect((await lookAt(2, rootOver(all.slice(0, 2)))).checks).toMatchObject([{ outcome: { found: 'holds' } }]);
    expect(await lookAt(7, rootOver(all))).toMatchObject({
      topic: { take: { to: 6 } },
      checks: [{ outcome: { found: 'beyond', end: 6 } }],
    });
    expect(await lookAt(5, rootOver(all))).toMatchObject({
      topic: { take: undefined, fork: { reason: 'unsigned', position: 4 }, left: { from: 4, to: 6 } },
    });
    await expect(lookAt(4, rootOver(all.slice(0, 4)), 'main/other')).rejects.toThrow('is of main/other');
    const other = noteSigner('main', makeNoteKey())!;
    await expect(house.look({ against, key: other.verifier.text })).rejects.toThrow(
      'not signed by a key that is known',
    );

    await lookAt(5, rootOver(all));
    const wrong = await house.recover({ yes: true, against: against, key: signer.verifier.text });
    expect([wrong.status, wrong.out]).toEqual([1, having('Not what was signed: the checkpoint of the file')]);
    expect(await dumpLedger(house.database.owner)).toHaveLength(3);
    await lookAt(6, rootOver(all));
    const right = await house.recover({ yes: true, against: against, key: signer.verifier.text });
    expect([right.status, right.out]).toEqual([0, having('Verified against the checkpoint of the file')]);
  }, 30_000);

  test('does nothing while somebody leads who would write, and keeps appends out while it does', async () => {
    await house.fillTopic(storedEvents([1]));
    const schema = schemaName(prefix, ledgerSchema);
    const place = { url: house.database.owner, schema, applicationName: 'test' };
    const lease = await lead(place, 'relay', new AbortController().signal, () => undefined);
    expect(await house.recover({ yes: true })).toMatchObject({
      status: 1,
      told: having('A relay leads'),
    });
    await lease?.release();
    await house.ledger.query(`select pg_advisory_lock(hashtextextended('${schema}.append', 0))`);
    expect(await house.recover({ yes: true })).toMatchObject({
      status: 1,
      told: having('holds appends'),
    });
    await house.ledger
      .query(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'`)
      .catch(() => undefined);
    expect(await dumpLedger(house.database.owner)).toHaveLength(0);
  }, 30_000);

  test('has a topic made anew only as it was when it was given up', async () => {
    const all = storedEvents([1, 1, 1]);
    await house.fillTopic(all.slice(0, 2));
    await house.fillLedger([all[0]!, another(all[1]!, { id: eventId('other') })]);
    expect(await house.recover({ yes: true, newEpoch: true, keep: join(folder, 'kept') })).toMatchObject({ status: 0 });
    const [old, epoch = ''] = await house.epochs();
    await house.fillTopic([another(all[2]!, { position: position(3) })], old);
    const kafka = connectKafka(house.bus);
    const [topic, reader] = [await Topic.connect(kafka, house.bus), new RecordReader(kafka, house.topic)];
    try {
      await expect(findPlace(topic, reader, house.ledger, epoch)).rejects.toThrow('not the same record');
      await reader.close();
      expect((await house.look()).topic).toMatchObject({
        fork: { reason: 'differs', position: 2 },
        left: { from: 2, to: 3 },
      });
      expect(await house.recover({ yes: true, newEpoch: true, keep: join(folder, 'more') })).toMatchObject({
        status: 0,
      });
      const [, , latest = ''] = await house.epochs();
      const { done, place } = await findPlace(topic, reader, house.ledger, latest);
      expect([place.position, done]).toEqual([0, [having('was given up for history')]]);
    } finally {
      await Promise.all([topic.close(), reader.close()]);
    }
  }, 30_000);
});

import { opened, titled } from '../parts/events.js';
import { askNotary, hashLedger, startNotaryHouse, untilSigned, untilUnready } from '../parts/notary-house.js';
import type { NotaryHouse } from '../parts/notary-house.js';
import { testPostgres } from '../parts/services.js';
import type { RunningService } from '../parts/start-service.js';

// Each test stops the notary over something that a superuser changed, puts it right, and sees it go on.
describe('the notary', () => {
  let house: NotaryHouse;
  let notary: RunningService;
  let titles = 0;

  const recordMore = () => house.record('story', titled(`t-${(titles += 1)}`, `Title ${titles}`));
  const countSigned = async () => {
    const { rows } = await house.tables.query<{ count: number }>(`select count(*)::integer as count from checkpoint`);
    return rows[0]?.count;
  };
  /** Sees it stop with the words, sign nothing although more is published, and go on once it is put right. */
  const expectStop = async (words: string, repair: () => Promise<unknown>): Promise<string> => {
    const detail = await untilUnready(notary, words);
    const signed = await countSigned();
    await recordMore();
    await untilUnready(notary, words);
    expect(await countSigned()).toBe(signed);
    await repair();
    const position = await recordMore();
    const { root, size } = await untilSigned(notary, position);
    expect(size).toBe(position);
    expect(root).toEqual((await hashLedger(house.ledger)).root);
    return detail;
  };

  beforeAll(async () => {
    house = await startNotaryHouse(testPostgres());
    await house.record('story', opened('o'));
    for (let more = 0; more < 40; more += 1) await recordMore();
    notary = await house.startNotary();
    await untilSigned(notary, 41);
  });

  afterAll(() => house.stop());

  test('refuses an event whose payload was changed before it was hashed, and names both commitments', async () => {
    await notary.kill('SIGTERM');
    const position = await recordMore();
    const { rows } = await house.ledger.query<{ data: string }>(`select data from payload where position = $1`, [
      position,
    ]);
    const set = `update newsledger_ledger.payload set data = $2 where position = $1`;
    await house.tamper(set, [position, '{"title":"Another"}']);
    notary = await house.startNotary({}, { awaitReady: false });
    const repair = () => house.tamper(set, [position, rows[0]?.data]);
    const detail = await expectStop(`Position ${position} has the commitment`, repair);
    expect(detail.match(/[0-9a-f]{64}/g)?.length).toBe(2);
  });

  test('refuses a hole in the ledger', async () => {
    await notary.kill('SIGTERM');
    const position = await recordMore();
    await recordMore();
    await house.tamper(`create table taken as select * from newsledger_ledger.payload where position = ${position}`);
    await house.tamper(`delete from newsledger_ledger.payload where position = ${position}`);
    notary = await house.startNotary({}, { awaitReady: false });
    // What lies behind a hole is not read as if nothing lay there.
    await expectStop(`lacks position ${position}`, () =>
      house.tamper(`insert into newsledger_ledger.payload select * from public.taken`),
    );
  });

  test.each([
    ['that is shorter than its tree', '-', 'events are in the tree'],
    ['with a wide hole', '1000000 +', 'lacks position'],
  ])('refuses a ledger %s', async (_what, how, words) => {
    await untilSigned(notary, await recordMore());
    const last = await recordMore();
    await untilSigned(notary, last);
    if (how !== '-') await notary.kill('SIGTERM');
    const cut = how === '-' ? last - 2 : await recordMore();
    await house.tamper(`update newsledger_ledger.event set position = ${how} position where position >= ${cut}`);
    if (how !== '-') notary = await house.startNotary({}, { awaitReady: false });
    const back = how === '-' ? '- position where position < 0' : 'position - 1000000 where position > 1000000';
    await untilUnready(notary, words);
    await house.tamper(`update newsledger_ledger.event set position = ${back}`);
    await untilSigned(notary, await recordMore());
  });

  test('refuses a tree whose nodes were changed, and names both roots', async () => {
    const last = await recordMore();
    await untilSigned(notary, last);
    const change = `update newsledger_notary.node set hashes = overlay(hashes placing $1::bytea from 1) where level = 5`;
    const { rows } = await house.tables.query<{ hash: Buffer }>(
      `select substring(hashes from 1 for 32) as hash from node where level = 5 order by first limit 1`,
    );
    await house.tamper(`${change} and first = 0`, [Buffer.alloc(32, 7)]);
    const detail = await expectStop('leaves that are kept have the root', () =>
      house.tamper(`${change} and first = 0`, [rows[0]?.hash]),
    );
    expect(detail.match(/[A-Za-z0-9+/]{43}=/g)?.length).toBe(2);
  });

  test('refuses a tree whose nodes were taken away', async () => {
    await untilSigned(notary, await recordMore());
    await house.tamper(`create table nodes as select * from newsledger_notary.node where level = 0 and first >= 32`);
    await house.tamper(`delete from newsledger_notary.node where level = 0 and first >= 32`);
    await expectStop('The tree lacks node', () =>
      house.tamper(`insert into newsledger_notary.node select * from public.nodes on conflict do nothing`),
    );
  });

  test('refuses a checkpoint that it did not sign', async () => {
    await untilSigned(notary, await recordMore());
    const put = `insert into newsledger_notary.checkpoint (epoch, size, root, note)
      select epoch, size, root, replace(note, E'\\n\\n', E'x\\n\\n') from newsledger_notary.checkpoint order by number desc limit 1`;
    await house.tamper(put);
    await expectStop('was not signed by the notary', () =>
      house.tamper(`delete from newsledger_notary.checkpoint where note like E'%x\\n\\n%'`),
    );
  });

  test('refuses to go on from an earlier checkpoint than it signed itself', async () => {
    await untilSigned(notary, await recordMore());
    await house.tamper(`create table signed as select * from newsledger_notary.checkpoint`);
    await house.tamper(`delete from newsledger_notary.checkpoint where size > 41`);
    await expectStop('that was signed here is gone', () =>
      house.tamper(
        `insert into newsledger_notary.checkpoint overriding system value select * from public.signed on conflict do nothing`,
      ),
    );
  });

  test('tells who asks of an event that was changed after it was signed', async () => {
    const change = `update newsledger_ledger.event set recorded_at = recorded_at + $1::interval where position = 7`;
    await house.tamper(change, ['1 second']);
    for (const path of ['leaf/7', 'opening/7']) {
      const { status, body } = await askNotary(notary, path);
      expect([status, body.code]).toEqual([409, 'leaf-differs']);
      expect(body.detail).toContain('Position 7 has the leaf hash');
    }
    expect((await askNotary(notary, 'proof/inclusion?position=7')).status).toBe(200);
    await house.tamper(change, ['-1 second']);
    expect((await fetch(`${notary.url}/v1/audit/leaf/7`)).status).toBe(200);
  });
});

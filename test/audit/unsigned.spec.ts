import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyMemory, findingOf, readMemory, verifyLedger } from '#apps/cli';
import type { Memory } from '#apps/cli';
import { beginEpoch, readCurrentEpoch } from '#ledger';
import { openClient } from '#postgres';
import { runCli } from '../parts/run-cli.js';
import { testPostgres } from '../parts/services.js';
import { SignedLedger } from '../parts/signed-ledger.js';

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

describe('newsledger verify, where', () => {
  let house: SignedLedger;
  let folder: string;

  const environment = () => ({
    ...{ DATABASE_URL: house.database.owner, NEWSLEDGER_LOG: 'ledger' },
    NEWSLEDGER_NOTARY_KEY: house.keyFile,
  });
  const run = (...words: readonly string[]) => runCli(environment(), 'verify', ...words);
  const verify = (memory: Memory = emptyMemory) => verifyLedger(house, { trusted: [], memory });
  const find = (memory?: Memory) => findingOf(() => verify(memory));
  const begin = async () => {
    const client = openClient({ url: house.database.owner, schema: 'newsledger_ledger', applicationName: 'test' });
    await client.connect();
    await beginEpoch(client, undefined);
    await client.end();
    return readCurrentEpoch(house.ledger);
  };
  const remember = async (): Promise<Memory> => {
    const path = join(folder, `memory-${Math.random()}`);
    expect(await run('--remember', path)).toMatchObject({ code: 0 });
    return readMemory(path);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newsledger-unsigned-'));
    house = await SignedLedger.open(testPostgres());
  });

  afterEach(async () => {
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('nothing is signed yet, says so, and remembers nothing', async () => {
    await house.append('story', 3);
    const path = join(folder, 'memory');
    const { code, out } = await run('--remember', path);
    expect(code).toBe(0);
    expect(oneLine(out)).toMatch(/Nothing of history \S+ is signed yet: is the notary running\?/);
    expect(oneLine(out)).toContain('3 events behind the last checkpoint are vouched for by nobody');
    expect(oneLine(out)).toContain('There is no checkpoint to be remembered');
    await expect(readFile(path)).rejects.toThrow('ENOENT');
    await house.superuser.query(`update event set recorded_by = 'x', version = 7 where position = 2`);
    expect((await run()).code).toBe(1);
  });

  test('checkpoints are gone that somebody remembers, finds that', async () => {
    await house.append('story', 3);
    await house.sign();
    const memory = await remember();
    await house.superuser.query(`truncate checkpoint`);
    expect(await find(memory)).toMatchObject({ what: 'unsigned' });
  });

  test('a new epoch began, checks the tree that was left, and tells how far the ledger still has it', async () => {
    await house.append('story', 40);
    await house.sign();
    await house.append('other', 30);
    await house.sign();
    const memory = await remember();
    const left = await readCurrentEpoch(house.ledger);
    await begin();
    expect((await verify()).earlier).toEqual([{ epoch: left, signed: 70, shared: 70 }]);
    expect(oneLine((await run()).out)).toContain(
      `The tree of history ${left.id}, which was left, is what was signed of its 70`,
    );
    await house.append('story', 5);
    await house.sign();
    expect((await verify(memory)).earlier).toEqual([{ epoch: left, signed: 70, shared: 70 }]);

    const level = (level: number, by: number) =>
      `update node set hashes = set_byte(hashes, 0, get_byte(hashes, 0) # ${by}) where epoch = 1 and level = ${level} and first = 0`;
    await house.superuser.query(level(0, 1));
    expect(await find()).toMatchObject({
      what: 'tree',
      between: [0, 40],
      detail: expect.stringContaining(left.id) as string,
    });
    await house.superuser.query(level(0, 1));
    await house.superuser.query(level(5, 1));
    expect(await find()).toMatchObject({ what: 'tree', between: [0, 32] });
    await house.superuser.query(level(5, 1));
    const note = (from: string, to: string) =>
      `update checkpoint set note = replace(note, '${from}', '${to}') where epoch = 1 and size = 70`;
    await house.superuser.query(note('\\n70\\n'.replaceAll('\\n', '\n'), '\n71\n'));
    expect(await find()).toMatchObject({ what: 'checkpoint', between: [40, 70] });
    await house.superuser.query(note('\n71\n', '\n70\n'));
    await house.superuser.query(`delete from node where epoch = 1 and level = 0 and first >= 64`);
    expect(await find()).toMatchObject({ what: 'tree', between: [40, 70] });
    await house.superuser.query(`delete from node where epoch = 1`);
    await house.superuser.query(`delete from checkpoint where epoch = 1`);
    expect(oneLine((await run()).out)).toContain('no checkpoint is kept: nothing of it was checked');
  });

  test('the ledger went another way, tells so; and where an event was changed under a new name, finds it', async () => {
    await house.append('story', 20);
    await house.copyTo('forked');
    await house.append('other', 30);
    await house.sign();
    const { rows: kept } = await house.superuser.query(`select * from node`);
    expect(kept.length).toBeGreaterThan(0);
    await house.copyTo('whole');
    // What the notary keeps stays, and the ledger is of before.
    await house.superuser.query(`delete from event where position > 20; delete from payload where position > 20`);
    const left = await readCurrentEpoch(house.ledger);
    await begin();
    await house.append('another', 40);
    await house.sign();
    expect((await verify()).earlier).toEqual([{ epoch: left, signed: 50, shared: 20 }]);
    expect(oneLine((await run()).out)).toContain('The ledger has the first 20 of them.');

    await house.putBack('whole');
    await house.superuser.query(`update event set recorded_by = 'forged' where position = 7`);
    await begin();
    await house.sign();
    expect(await find()).toMatchObject({ what: 'event', position: 7 });
  });

  test('the key is replaced, keeps the old one until the new one was vouched for', async () => {
    await house.append('story', 1);
    await house.sign();
    const keys = (...words: readonly string[]) => runCli(environment(), 'keys', 'rotate-notary', ...words);
    expect((await keys()).code).toBe(0);
    const both = await readFile(house.keyFile, 'utf8');
    expect(await keys('--finish')).toMatchObject({ code: 1, err: expect.stringContaining('has to vouch') as string });
    expect(await readFile(house.keyFile, 'utf8')).toBe(both);
    await house.sign(await house.readKeys());
    expect((await keys('--finish')).code).toBe(0);
    expect(await house.readKeys()).toHaveLength(1);
    await house.append('story', 1);
    await house.sign(await house.readKeys());
    expect(await find()).toBeUndefined();
  });
});

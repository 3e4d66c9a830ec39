import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { endorsementText, openNote, readVerifierKey } from '#merkle';
import { addKeyToFile, dropOldKeys, makeKeyFile } from '#apps/notary';
import { opened, titled } from '../parts/events.js';
import {
  askNotary,
  hashLedger,
  readCheckpoint,
  readVerifiers,
  startNotaryHouse,
  untilSigned,
  untilUnready,
} from '../parts/notary-house.js';
import type { NotaryHouse } from '../parts/notary-house.js';
import { testPostgres } from '../parts/services.js';
import { until } from '../parts/until.js';

describe('notaries', () => {
  let house: NotaryHouse;
  let titles = 0;

  const titlesOf = (count: number) =>
    Array.from({ length: count }, () => titled(`t-${(titles += 1)}`, `Title ${titles}`));
  const recordMore = (count = 1) => house.record('story', ...titlesOf(count));

  beforeAll(async () => {
    house = await startNotaryHouse(testPostgres());
    await house.record('story', opened('o'));
  });

  afterAll(() => house.stop());

  test('that are killed again and again leave the tree that one who lived would have', async () => {
    for (let kills = 0; kills < 8; kills += 1) {
      const notary = await house.startNotary({}, { awaitReady: false });
      const publishing = (async () => {
        for (let more = 0; more < 12; more += 1) await recordMore(1 + ((more * 7) % 40));
      })();
      const { rows } = await until('it has begun', async () => {
        const found = await house.tables.query<{ size: number }>(`select 1 from node where level = 0 limit 1`);
        return found.rows.length > 0 && found;
      });
      expect(rows.length).toBe(1);
      if (kills % 2 === 0) await publishing;
      await notary.kill('SIGKILL');
      await publishing;
    }
    const notary = await house.startNotary();
    const position = await recordMore();
    const { root, size } = await untilSigned(notary, position);
    expect(size).toBe(position);
    expect(root).toEqual((await hashLedger(house.ledger)).root);
    await notary.kill('SIGTERM');
  }, 90_000);

  test('lead one at a time; a standby takes over within five seconds, and answers all the while', async () => {
    const first = await house.startNotary();
    await untilSigned(first, await recordMore());
    const second = await house.startNotary();
    await until('the second stands by', async () => {
      const response = await fetch(`${second.url}/health/ready`);
      const { services } = (await response.json()) as { services: { notary: { detail: string } } };
      return services.notary.detail.includes('another notary leads');
    });
    expect(await readCheckpoint(second)).toEqual(await readCheckpoint(first));
    await first.kill('SIGKILL');
    const killedAt = Date.now();
    const position = await recordMore();
    const { root } = await untilSigned(second, position);
    expect(Date.now() - killedAt).toBeLessThan(5_000);
    expect(root).toEqual((await hashLedger(house.ledger)).root);
    await second.kill('SIGTERM');
  });

  test('begin a new tree, with an origin of its own, for a new epoch', async () => {
    const notary = await house.startNotary();
    const before = await untilSigned(notary, await recordMore());
    const id = randomUUID();
    await house.ledger.query(`insert into epoch (number, id) values (2, $1)`, [id]);
    const position = await recordMore();
    const after = await until('the new tree is signed', async () => {
      const checkpoint = await readCheckpoint(notary).catch(() => undefined);
      return checkpoint?.origin === `main/${id}` && checkpoint.size === position ? checkpoint : undefined;
    });
    expect(before.origin).not.toBe(after.origin);
    expect(after.root).toEqual((await hashLedger(house.ledger)).root);
    const { rows } = await house.tables.query<{ epoch: number }>(`select distinct epoch from checkpoint order by 1`);
    expect(rows.map(({ epoch }) => epoch)).toEqual([1, 2]);
    await notary.kill('SIGTERM');
  });

  test('change their key: the old one names the new one, both sign until the old one is dropped', async () => {
    const notary = await house.startNotary();
    await untilSigned(notary, await recordMore());
    const [old] = await readVerifiers(notary);
    const [added] = await addKeyToFile(house.keyFile, 'main');
    const { note } = await until('both have signed', async () => {
      const checkpoint = await readCheckpoint(notary);
      return checkpoint.note.split('\n— ').length === 3 && checkpoint;
    });
    expect(openNote(note, [old!])?.text).toBe(openNote(note, [added.verifier])?.text);
    const keys = (await (await fetch(`${notary.url}/v1/audit/key`)).text()).split('\n');
    expect(keys).toEqual([added.verifier.text, old!.text, '']);
    const endorsement = await (await fetch(`${notary.url}/v1/audit/key/${added.verifier.id}`)).text();
    const text = endorsementText('main', old!.text, added.verifier.text);
    expect(openNote(endorsement, [old!])?.text).toBe(text);
    expect(openNote(endorsement, [added.verifier])?.text).toBe(text);
    expect((await askNotary(notary, `key/${old!.id}`)).body.code).toBe('notary-key-unknown');

    await dropOldKeys(house.keyFile, 'main');
    await untilSigned(notary, await recordMore());
    const last = await readCheckpoint(notary);
    expect(openNote(last.note, [old!])).toBeUndefined();
    expect(openNote(last.note, [readVerifierKey(keys[0]!)!])).toBeDefined();
    await notary.kill('SIGTERM');
  });

  test('do not sign with a key that nobody vouches for', async () => {
    const keyFile = `${house.keyFile}.other`;
    await makeKeyFile(keyFile);
    const notary = await house.startNotary({ NEWSLEDGER_NOTARY_KEY: keyFile }, { awaitReady: false });
    const detail = await untilUnready(notary, 'rotate-notary');
    expect(detail).toMatch(/begins with the key [0-9a-f]{8}, and the tree was signed with main\+[0-9a-f]{8}\+/);
    await notary.kill('SIGTERM');
  });

  test('do not start without a key, and say what to do', async () => {
    const startWith = async (key: string) => {
      const env = { PATH: process.env['PATH'], PORT: '0', DATABASE_URL: house.database.urlOf('notary') };
      const child = spawn(process.execPath, ['dist/apps/notary/src/main.js'], {
        env: { ...env, NEWSLEDGER_NOTARY_KEY: key },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr.on('data', (text: Buffer) => (said += text.toString()));
      const [code] = (await once(child, 'close')) as [number];
      return `${code}: ${said}`;
    };
    expect(await startWith('')).toMatch(/^1: NEWSLEDGER_NOTARY_KEY is not set/);
    expect(await startWith(`${house.keyFile}.none`)).toMatch(/^1: The notary's key .* cannot be read/);
  });

  test.each(['node', 'checkpoint', 'signing_key'])('can add to %s, and nobody can change it', async (table) => {
    for (const statement of [`delete from ${table}`, `truncate ${table}`]) {
      await expect(house.tables.query(statement)).rejects.toThrow('only grows');
    }
    const column = table === 'signing_key' ? 'verifier_key' : 'epoch';
    await expect(house.tables.query(`update ${table} set ${column} = ${column}`)).rejects.toThrow('only grows');
  });
});

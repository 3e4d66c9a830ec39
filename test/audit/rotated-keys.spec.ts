import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkBundle, emptyMemory, exportBundle, findingOf, verifyLedger } from '#apps/cli';
import { addKeyToFile, dropOldKeys } from '#apps/notary';
import { readCurrentEpoch } from '#ledger';
import { runToEnd } from '../parts/run-cli.js';
import { testPostgres } from '../parts/services.js';
import { SignedLedger } from '../parts/signed-ledger.js';
import { testWithPython } from './with-python.js';

describe('after the key was replaced twice', () => {
  let house: SignedLedger;
  let folder: string;
  let bundle: string;
  const names: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newsledger-rotated-'));
    bundle = join(folder, 'bundle');
    house = await SignedLedger.open(testPostgres());
    await house.append('story', 3);
    await house.sign();
    names.push(house.keys[0].verifier.text);
    for (let replaced = 0; replaced < 2; replaced += 1) {
      await house.append('story', 2);
      const both = await addKeyToFile(house.keyFile, house.ledgerName);
      await house.sign(both);
      names.unshift(both[0].verifier.text);
      await house.append('story', 2);
      await house.sign(await dropOldKeys(house.keyFile, house.ledgerName));
    }
    const epoch = await readCurrentEpoch(house.ledger);
    const checkpoint = await house.sign(await dropOldKeys(house.keyFile, house.ledgerName));
    const scope = { kind: 'everything' } as const;
    const { ledger, tree, ledgerName } = house;
    const place = { ledger, tree, ledgerName, epoch, checkpoint };
    await exportBundle(place, { scope, against: [], onProgress: () => undefined }, bundle);
  });

  afterAll(async () => {
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });

  const check = (...trusted: string[]) => findingOf(() => checkBundle(bundle, { trusted }));
  const verify = (...trusted: string[]) => findingOf(() => verifyLedger(house, { trusted, memory: emptyMemory }));
  const python = (...trusted: string[]) =>
    runToEnd('python3', ['-B', resolve('test/audit/verify_bundle.py'), bundle, ...trusted]);

  test('whoever knows one of the keys trusts those that it vouches for', async () => {
    for (const name of names) expect([await check(name), await verify(name)]).toEqual([undefined, undefined]);
    const stranger = (await house.makeKeys())[0].verifier.text;
    expect(await check(stranger)).toMatchObject({ what: 'key', expected: stranger });
    expect(await verify(stranger)).toMatchObject({ what: 'key', expected: stranger });
  });

  testWithPython('so does the verifier in Python', async () => {
    for (const name of names) expect((await python(name)).code).toBe(0);
    expect(await python((await house.makeKeys())[0].verifier.text)).toMatchObject({ code: 1 });
  });

  testWithPython('a key that the one before does not vouch for is not trusted, in either language', async () => {
    const path = join(bundle, 'keys.json');
    const whole = await readFile(path, 'utf8');
    const { keys } = JSON.parse(whole) as { keys: { verifierKey: string; endorsement?: string }[] };
    const manifest = await readFile(join(bundle, 'manifest.json'), 'utf8');
    const [newest, middle, oldest] = keys;
    for (const forged of [
      [newest, oldest],
      [{ ...newest, endorsement: middle?.endorsement }, middle, oldest],
    ]) {
      const text = JSON.stringify({ keys: forged });
      await writeFile(path, text);
      const files = (JSON.parse(manifest) as { files: { name: string }[] }).files.map((file) => {
        const sha256 = createHash('sha256').update(text).digest('hex');
        return file.name === 'keys.json' ? { name: file.name, bytes: Buffer.byteLength(text), sha256 } : file;
      });
      await writeFile(join(bundle, 'manifest.json'), JSON.stringify({ ...(JSON.parse(manifest) as object), files }));
      expect(await check()).toMatchObject({ what: 'key' });
      expect(await python()).toMatchObject({ code: 1, out: expect.stringMatching(/note|vouches|signature/) as string });
    }
    await writeFile(path, whole);
    await writeFile(join(bundle, 'manifest.json'), manifest);
    expect(await check()).toBeUndefined();
  });
});

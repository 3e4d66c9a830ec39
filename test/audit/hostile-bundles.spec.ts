import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { checkBundle, exportBundle, findingOf } from '#apps/cli';
import { readCurrentEpoch } from '#ledger';
import { runToEnd } from '../parts/run-cli.js';
import { testPostgres } from '../parts/services.js';
import { SignedLedger } from '../parts/signed-ledger.js';
import { testWithPython } from './with-python.js';

interface Line {
  leaf: unknown;
  salt: unknown;
  actor?: unknown;
  data: unknown;
}

describe('a bundle that somebody made to mislead', () => {
  let house: SignedLedger;
  let folder: string;

  const at = (name: string) => join(folder, name);
  const check = (bundle: string) => findingOf(() => checkBundle(at(bundle), { trusted: [] }));
  const checkInPython = (bundle: string) =>
    runToEnd('python3', ['-B', resolve('test/audit/verify_bundle.py'), at(bundle)]);

  const copy = async () => {
    await rm(at('forged'), { recursive: true, force: true });
    await cp(at('bundle'), at('forged'), { recursive: true });
  };
  /** A copy with one file changed, and a manifest that says so. */
  const forge = async (name: string, change: (text: string) => string) => {
    await copy();
    const path = join(at('forged'), name);
    const text = change(await readFile(path, 'utf8'));
    await writeFile(path, text);
    const sha256 = createHash('sha256').update(text).digest('hex');
    await changeManifest((file) => (file.name === name ? { name, bytes: Buffer.byteLength(text), sha256 } : file));
  };
  const changeManifest = async (change: (file: { name: string }) => object) => {
    const path = join(at('forged'), 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as { files: { name: string }[] };
    await writeFile(path, JSON.stringify({ ...manifest, files: manifest.files.map(change) }));
  };
  const forgeEvent = (change: (line: Line) => Line, number = 0) =>
    forge('events.ndjson', (text) =>
      text
        .split('\n')
        .map((line, index) => (index === number ? JSON.stringify(change(JSON.parse(line) as Line)) : line))
        .join('\n'),
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newsledger-hostile-'));
    house = await SignedLedger.open(testPostgres());
    await house.append('story', 2, {
      actor: 'user:7',
      title: '"}, {"data":{"data":1}} \u2028 and \u2029, \u0085 \u007f \v',
    });
    await house.append('other', 1);
    const checkpoint = await house.sign();
    const { ledger, tree, ledgerName } = house;
    const place = { ledger, tree, ledgerName, epoch: await readCurrentEpoch(ledger), checkpoint };
    const wish = { scope: { kind: 'story', story: 'story' } as const, against: [], onProgress: () => undefined };
    await exportBundle(place, wish, at('bundle'));
  });

  afterAll(async () => {
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('is another than one whose text has line ends of other alphabets', async () => {
    expect(await readFile(join(at('bundle'), 'events.ndjson'), 'utf8')).toContain('\u2028');
    expect(await check('bundle')).toBeUndefined();
  });

  testWithPython('in Python too', async () => {
    expect(await checkInPython('bundle')).toMatchObject({ code: 0 });
  });

  /** The bytes that were committed to, cut elsewhere: the same commitment over another salt, actor or data. */
  const cuts: readonly (readonly [what: string, change: (line: Line) => Line])[] = [
    ['a salt with more behind it', (line) => ({ ...line, salt: `${String(line.salt)}zz` })],
    ['a salt in capitals', (line) => ({ ...line, salt: String(line.salt).toUpperCase() })],
    [
      'an actor that runs into the data',
      ({ data, actor, ...line }) => {
        const [before = '', after = ''] = String(data).split('":"');
        return { ...line, actor: `${String(actor)}","data":${before}`, data: `"${after}` };
      },
    ],
    ['an actor that is none', (line) => ({ ...line, actor: 7 })],
    ['no salt', ({ leaf, actor, data }) => ({ leaf, actor, data }) as Line],
    ['no leaf', ({ salt, actor, data }) => ({ salt, actor, data }) as Line],
    ['data that are no text', (line) => ({ ...line, data: JSON.parse(String(line.data)) as unknown })],
  ];

  test.each(cuts)('by %s is refused', async (_what, change) => {
    await forgeEvent(change);
    expect(await check('forged')).toMatchObject({ what: expect.stringMatching(/^(event|bundle)$/) as string });
  });

  testWithPython.each(cuts)('by %s is refused in Python', async (_what, change) => {
    await forgeEvent(change);
    expect(await checkInPython('forged')).toMatchObject({ code: 1, out: expect.stringMatching(/^WRONG: /) as string });
  });

  const files: readonly (readonly [what: string, name: string, text: string])[] = [
    ['keys that are no list', 'keys.json', '{"keys":7}'],
    ['keys that are no objects', 'keys.json', '{"keys":[null]}'],
    ['no keys', 'keys.json', '{"keys":[]}'],
    ['a hash that is no text', 'hashes.ndjson', '{"position":3,"leaves":1,"hash":7}\n'],
    ['lines that are no objects', 'hashes.ndjson', '7\n'],
    ['an empty checkpoint', 'checkpoint', ''],
  ];

  test.each(files)('by %s is refused', async (_what, name, text) => {
    await forge(name, () => text);
    expect(await check('forged')).toMatchObject({ what: expect.stringMatching(/^(key|bundle)$/) as string });
  });

  test('by what is no file is refused, and not waited for', async () => {
    await copy();
    await rm(join(at('forged'), 'README.txt'));
    await promisify(execFile)('mkfifo', [join(at('forged'), 'README.txt')]);
    expect(await check('forged')).toMatchObject({ detail: 'README.txt is no plain file.' });
    await copy();
    await rm(join(at('forged'), 'README.txt'));
    await symlink('/dev/zero', join(at('forged'), 'README.txt'));
    expect(await check('forged')).toMatchObject({ detail: 'README.txt is no plain file.' });
    await copy();
    await rm(join(at('forged'), 'manifest.json'));
    await promisify(execFile)('mkfifo', [join(at('forged'), 'manifest.json')]);
    expect(await check('forged')).toMatchObject({ detail: 'manifest.json is no plain file.' });
  });

  test('by names that lead elsewhere is refused', async () => {
    for (const name of ['../bundle/README.txt', 'schemas/../../bundle/README.txt', '/etc/passwd', 'README.txt\0']) {
      await copy();
      await changeManifest((file) => (file.name === 'README.txt' ? { ...file, name } : file));
      expect(await check('forged')).toMatchObject({ what: 'bundle' });
    }
  });
});

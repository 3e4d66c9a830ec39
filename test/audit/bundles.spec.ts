import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AuditFault, checkBundle, emptyMemory, exportBundle, readMemory, readSample } from '#apps/cli';
import type { BundleScope, CheckedBundle, Finding, Memory } from '#apps/cli';
import { readLastCheckpoint } from '#apps/notary';
import { readCurrentEpoch } from '#ledger';
import { opened, titled } from '../parts/events.js';
import { readVerifiers, startNotaryHouse, untilSigned } from '../parts/notary-house.js';
import type { NotaryHouse } from '../parts/notary-house.js';
import { runCli, runToEnd } from '../parts/run-cli.js';
import type { CliEnd } from '../parts/run-cli.js';
import { testPostgres } from '../parts/services.js';
import type { RunningService } from '../parts/start-service.js';
import { testWithPython } from './with-python.js';

const story = 'north-korean-troops-in-russia';
describe('bundles', () => {
  let house: NotaryHouse;
  let notary: RunningService;
  let folder: string;
  let size: number;
  let memory: string;

  const at = (name: string) => join(folder, name);
  const run = (...words: readonly string[]): Promise<CliEnd> =>
    runCli({ DATABASE_URL: house.database.owner }, ...words);
  /** What verifying ends with: in this process, which is what the command does and takes less time. */
  const check = async (bundle: string, against?: string, ...trusted: string[]): Promise<CheckedBundle | Finding> => {
    try {
      const known = against === undefined ? {} : { memory: await readMemory(against) };
      return await checkBundle(at(bundle), { trusted, ...known });
    } catch (error) {
      if (error instanceof AuditFault) return error.finding;
      throw error;
    }
  };
  const checkInPython = (bundle: string, ...keys: readonly string[]) =>
    runToEnd('python3', ['-B', resolve('test/audit/verify_bundle.py'), at(bundle), ...keys]);
  const exportTo = async (bundle: string, scope: BundleScope, against: Memory = emptyMemory) => {
    const [ledger, tree] = [house.ledger, house.tables];
    const epoch = await readCurrentEpoch(ledger);
    const checkpoint = await readLastCheckpoint(tree, epoch.number);
    if (checkpoint === undefined) throw new Error('nothing was signed');
    const wish = { scope, against: against.checkpoints, onProgress: () => undefined };
    await exportBundle({ ledger, tree, ledgerName: 'main', epoch, checkpoint }, wish, at(bundle));
  };
  /** A copy that was changed by somebody who also mends the manifest. */
  const forge = async (bundle: string, name: string, change: (text: string) => string, mends = true) => {
    await rm(at('forged'), { recursive: true, force: true });
    await cp(at(bundle), at('forged'), { recursive: true });
    const before = await readFile(join(at('forged'), name), 'utf8');
    const text = change(before);
    expect(text).not.toBe(before);
    await writeFile(join(at('forged'), name), text);
    if (!mends) return;
    const path = join(at('forged'), 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as {
      files: { name: string; bytes: number; sha256: string }[];
    };
    const files = manifest.files.map((file) => {
      const bytes = Buffer.from(text);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return file.name === name ? { name, bytes: bytes.length, sha256 } : file;
    });
    await writeFile(path, JSON.stringify({ ...manifest, files }));
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newsledger-bundles-'));
    memory = at('memory');
    house = await startNotaryHouse(testPostgres());
    notary = await house.startNotary();
    await house.record('before', opened('o'));
    const sample = await readSample();
    for (const [number, events] of sample.batches.entries()) {
      await house.record(story, ...events);
      if (number % 5 === 0)
        await house.record('between', number === 0 ? opened('o') : titled(`t-${number}`, `Title ${number}`));
      if (number === 7) {
        const middle = await house.record('between', titled('middle', 'Élections 選挙 😀'));
        await untilSigned(notary, middle);
        await exportTo('early', { kind: 'everything' });
        // Without a database, as a stranger has it.
        expect(await runCli({}, 'verify', at('early'), '--remember', memory)).toMatchObject({ code: 0 });
      }
    }
    size = await house.record('after', opened('o'));
    await untilSigned(notary, size);
    expect((await run('export', story, '-o', at('story'), '--against', memory)).code).toBe(0);
    const known = await readMemory(memory);
    await exportTo('small', { kind: 'range', from: 1, to: 3 }, known);
    await exportTo('bare', { kind: 'range', from: 1, to: 3 });
    await exportTo('range', { kind: 'range', from: 9, to: 30 }, known);
    await exportTo('everything', { kind: 'everything' });
  }, 120_000);

  afterAll(async () => {
    await house.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test.each(['story', 'range', 'everything'])(
    'of a %s: whoever has it can check it, and goes on from what he remembers',
    async (bundle) => {
      const key = (await readVerifiers(notary))[0]?.text ?? '';
      const events = bundle === 'story' ? (await readSample()).batches.flat().length : bundle === 'range' ? 22 : size;
      expect(await check(bundle, memory, key)).toMatchObject({ beyond: 0, manifest: { events, size } });
    },
  );

  testWithPython.each(['story', 'range', 'everything', 'early'])(
    'of a %s: so can a verifier in Python',
    async (bundle) => {
      const key = (await readVerifiers(notary))[0]?.text ?? '';
      const { code, out } = await checkInPython(bundle, key);
      expect([code, out]).toEqual([0, expect.stringMatching(/^\d+ events are as they were signed by main\+/)]);
    },
  );

  const forgeries: readonly (readonly [what: string, file: string, change: (text: string) => string, found: string])[] =
    [
      ['other data', 'events.ndjson', (text) => text.replace('\\"value\\":3000', '\\"value\\":3001'), 'event'],
      [
        'another hash for what it does not show',
        'hashes.ndjson',
        (text) => text.replace(/"hash":"(.)/, (_all, first) => `"hash":"${first === 'A' ? 'B' : 'A'}`),
        'interval',
      ],
      ['another time', 'events.ndjson', (text) => text.replace(/(recordedAt\\":\\"\d{3})\d/, '$19'), 'event'],
      [
        'another salt',
        'events.ndjson',
        (text) => text.replace(/"salt":"(.)/, (_all, first) => `"salt":"${first === '0' ? '1' : '0'}`),
        'event',
      ],
      ['an event less', 'events.ndjson', (text) => text.slice(text.indexOf('\n') + 1), 'event'],
      [
        'an event less at the end',
        'events.ndjson',
        (text) => text.slice(0, text.trimEnd().lastIndexOf('\n') + 1),
        'bundle',
      ],
      [
        'two events that changed places',
        'events.ndjson',
        (text) => {
          const [one = '', other = '', ...rest] = text.split('\n');
          return [other, one, ...rest].join('\n');
        },
        'event',
      ],
      ['an event twice', 'events.ndjson', (text) => text.slice(0, text.indexOf('\n') + 1) + text, 'event'],
      [
        'a leaf that is written otherwise',
        'events.ndjson',
        (text) => text.replace('\\"commit\\":', '\\"commit\\": '),
        'bundle',
      ],
      ['another root', 'checkpoint', (text) => text.replace(/^(.+\n\d+\n)./, '$1_'), 'bundle'],
      ['another size', 'checkpoint', (text) => text.replace(/\n\d+\n/, '\n7\n'), 'bundle'],
      [
        'another signature',
        'checkpoint',
        (text) => text.replace(/.(....\n)$/, (_all, end: string) => `A${end}`),
        'bundle',
      ],
      ['another key', 'keys.json', (text) => text.replace(/main\+..../, 'main+0000'), 'key'],
      ['another ledger', 'manifest.json', (text) => text.replace('"main"', '"other"'), 'key'],
      ['more than it tells of', 'manifest.json', (text) => text.replace(/"events": (\d)/, '"events": 9$1'), 'bundle'],
    ];

  test.each(forgeries)('with %s is refused', async (_what, file, change, found) => {
    await forge('story', file, change, file !== 'manifest.json');
    expect(await check('forged')).toMatchObject({ what: found });
  });

  testWithPython.each(forgeries)('with %s is refused in Python', async (_what, file, change) => {
    await forge('story', file, change, file !== 'manifest.json');
    expect(await checkInPython('forged')).toMatchObject({ code: 1, out: expect.stringMatching(/^WRONG: /) as string });
  });

  test('whose files were changed, taken away or added is refused', async () => {
    await forge('range', 'hashes.ndjson', (text) => text.replace(/"hash":"./, '"hash":"_'), false);
    expect(await check('forged')).toHaveProperty(
      'detail',
      expect.stringContaining('hashes.ndjson is not what the manifest says'),
    );
    await forge('range', 'README.txt', () => 'Trust me.', false);
    expect(await check('forged')).toHaveProperty('detail', expect.stringContaining('README.txt is of another size'));
    await rm(join(at('forged'), 'README.txt'));
    expect(await check('forged')).toHaveProperty('detail', expect.stringContaining('README.txt is not there'));
    await cp(join(at('range'), 'README.txt'), join(at('forged'), 'README.txt'));
    expect(await check('forged')).toHaveProperty('beyond', 0);
    await writeFile(join(at('forged'), 'more'), '');
    expect(await check('forged')).toHaveProperty('detail', expect.stringContaining('more is not in the manifest'));
  });

  test('that is not signed by the key that somebody knows, or goes on from what he remembers, is refused', async () => {
    const other = 'main+2c0d9c1b+AWlqpTTq/lRwCWnFoS2ZEIfSSqwUgHsIgSXvxzDzNB+V';
    expect((await runCli({}, 'verify', at('story'), '--key', other)).err).toContain('no verifier key');
    expect(await check('early', memory)).toHaveProperty('beyond', 0);
    expect(await check('small', memory)).toHaveProperty('beyond', 0);
    expect(await check('bare', memory)).toHaveProperty(
      'detail',
      expect.stringContaining('no proof from the checkpoint'),
    );
    await forge('small', 'consistency.ndjson', (text) => text.replace(/"hashes":\["./, '"hashes":["_'));
    expect(await check('forged', memory)).toMatchObject({ what: 'remembered' });
    const { code, out } = await runCli({}, 'verify', at('forged'), '--against', memory, '--json');
    expect([code, JSON.parse(out)]).toMatchObject([1, { ok: false, finding: { what: 'remembered' } }]);
  });

  testWithPython('so it is in Python, by the proofs of the bundle or by the walk', async () => {
    const [early] = (await readMemory(memory)).checkpoints;
    await writeFile(at('note'), early?.note ?? '');
    for (const bundle of ['story', 'small', 'range', 'everything', 'early']) {
      expect([bundle, await checkInPython(bundle, at('note'))]).toMatchObject([bundle, { code: 0 }]);
    }
    expect(await checkInPython('bare', at('note'))).toMatchObject({
      out: expect.stringContaining('no proof from the checkpoint') as string,
    });
    await forge('small', 'consistency.ndjson', (text) => text.replace(/"hashes":\["./, '"hashes":["_'));
    expect(await checkInPython('forged', at('note'))).toMatchObject({ code: 1 });
    await forge('small', 'consistency.ndjson', (text) =>
      text.replace(/"hashes":\["(.)/, (_all, first) => `"hashes":["${first === 'A' ? 'B' : 'A'}`),
    );
    expect(await checkInPython('forged', at('note'))).toMatchObject({
      out: expect.stringContaining('are not those that you remember') as string,
    });
  });

  test('is not written over what is there, nor of what is not there', async () => {
    expect((await run('export', story, '-o', at('story'))).err).toContain('is there already');
    expect((await run('export', 'no-such-story', '-o', at('none'))).err).toContain('has none of a story no-such-story');
    for (const end of ['--to', '--from']) {
      expect((await run('export', end, String(size + 1), '-o', at('none'))).err).toContain('lies behind it');
    }
    expect(await readdir(folder)).not.toContain('none');
  });

  test('is not made of what is not what was signed', async () => {
    const change = `update newsledger_ledger.event set recorded_at = recorded_at + $1::interval where story = '${story}' and version = 5`;
    await house.tamper(change, ['1 second']);
    await expect(exportTo('none', { kind: 'story', story })).rejects.toThrow('has the leaf hash');
    expect(await readdir(folder)).not.toContain('none');
    await house.tamper(change, ['-1 second']);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issue, openKeys } from '../parts/keys.js';
import { issued, opened, revised, stated, titled } from '../parts/events.js';
import { runVerb } from '../parts/run-verb.js';
import type { RunningVerb } from '../parts/run-verb.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';
import { startWebHouse } from '../parts/web-house.js';
import type { WebHouse } from '../parts/web-house.js';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const runTail = (url: string, ...words: readonly string[]) => runVerb('tail', [...words, '--url', url]);
const positionsOf = (tail: RunningVerb) =>
  tail.lines().map((line) => (JSON.parse(line) as { readonly position: number }).position);

describe('newsledger tail', () => {
  let house: WebHouse;

  beforeAll(async () => {
    house = await startWebHouse(testPostgres());
    await house.send('border', [opened('o'), issued('first')]);
    await house.send('other', [opened('p')]);
  }, 60_000);

  afterAll(async () => {
    await Promise.all(readers.map((reader) => reader.kill('SIGTERM')));
    await house.stop();
  });

  const readers: RunningService[] = [];
  const startReader = async (port?: number, more: Readonly<Record<string, string>> = {}) => {
    const environment = { DATABASE_URL: house.database.urlOf('reader'), ...more };
    const reader = await startService('reader', environment, port === undefined ? {} : { port });
    readers.push(reader);
    return reader;
  };

  test('tells all that is published once, in order, although the reader dies meanwhile', async () => {
    let reader = await startReader();
    const tails = {
      whole: runTail(reader.url, '--after', '0', '--json'),
      now: runTail(reader.url, '--json'),
      titles: runTail(reader.url, '--type', 'StoryRetitled', '--json'),
      changes: runTail(reader.url, 'border', '--json'),
    };
    const all = Object.values(tails);
    await until('they follow', () => all.every((tail) => tail.err().includes('Follows')));
    const send = (at: number) =>
      house.send(at % 3 === 0 ? 'other' : 'border', [
        at % 2 === 0 ? titled(`t${at}`, `Title ${at}`) : stated(`s${at}`),
      ]);
    for (const at of range(4, 20)) await send(at);
    await until('they have told some', () => tails.whole.lines().length >= 10);
    await reader.kill('SIGKILL');
    for (const at of range(21, 40)) await send(at);
    await until('they know', () => all.every((tail) => tail.err().includes('trying again')));
    reader = await startReader(reader.port);
    for (const at of range(41, 60)) await send(at);
    const isThere = (tail: RunningVerb, last: number) => positionsOf(tail).at(-1) === last;
    await until(
      'all is told',
      () => [tails.whole, tails.now, tails.titles].every((tail) => isThere(tail, 60)) && isThere(tails.changes, 59),
      60_000,
    );
    expect(await Promise.all(all.map((tail) => tail.stop()))).toEqual([0, 0, 0, 0]);
    expect(positionsOf(tails.whole)).toEqual(range(1, 60));
    expect(positionsOf(tails.now)).toEqual(range(4, 60));
    expect(positionsOf(tails.titles)).toEqual(range(4, 60).filter((at) => at % 2 === 0));
    expect(positionsOf(tails.changes)).toEqual(range(4, 60).filter((at) => at % 3 !== 0));
    for (const tail of all) expect(tail.err()).toContain('The connection is back');
  }, 120_000);

  test('tells events a line each, and changes in sentences', async () => {
    const { position } = await house.send('words', [
      opened('o'),
      issued('figure'),
      revised('again', 'figure'),
      titled('red', 'Red \u001b[31malert\u202e'),
    ]);
    const events = runTail(house.url, '-n', '2');
    const changes = runTail(house.url, 'words', '--after', '0');
    await until('they have told', () => events.lines().length === 2 && changes.out().includes('4. '));
    expect(await Promise.all([events.stop(), changes.stop()])).toEqual([0, 0]);
    const [figure, title] = events.lines();
    expect(figure).toMatch(/^\S+Z {2}words {2}EstimateRevised {2}again {2}troops in Russia: about 10,000 troops$/);
    expect(title).toMatch(/^\S+Z {2}words {2}StoryRetitled {2}red {2}“Red �\[31malert�”$/);
    const told = changes.out().replace(/\s+/g, ' ');
    expect(told).toMatch(/^\S+Z words 1\. The story “A story” was opened\./);
    expect(told).toContain('revised its figure for troops in Russia from 3,000 to about 10,000 troops');
    expect(told).toContain('was retitled “Red �[31malert�”.');
    expect(position).toBeGreaterThan(4);
  }, 60_000);

  test('ends with 1 and one sentence where it is refused, and with 2 where it is used wrongly', async () => {
    const locked = await startReader(undefined, { NEWSLEDGER_READING: 'key' });
    const cases = [
      [runTail(house.url, '--type', 'Nothing'), 1, 'type must be one of StoryOpened'],
      [runTail(house.url, 'Not a story'), 1, 'story must be a story id'],
      [runTail(house.url, '--since', 'yesterday'), 1, 'since must be a time'],
      [runTail(locked.url), 1, 'Reading needs the header'],
      [runTail('http://127.0.0.1:9'), 1, 'Nothing answers at http://127.0.0.1:9'],
      [runTail(house.url, '--after', '1', '--last', '1'), 2, '--after, --since or --last'],
    ] as const;
    for (const [tail, code, words] of cases) {
      expect([await tail.ended, tail.err()]).toEqual([code, expect.stringContaining(words)]);
      if (code === 1) expect(tail.err().trimEnd()).not.toContain('\n');
      expect(tail.out()).toBe('');
    }
  }, 60_000);

  test('reads with the key of a file where reading needs one', async () => {
    const locked = await startReader(undefined, { NEWSLEDGER_READING: 'key' });
    const folder = await mkdtemp(join(tmpdir(), 'newsledger-tail-'));
    const keys = openKeys(house.database);
    const { secret } = await issue(keys, { scopes: ['read'] });
    await keys.end();
    const withKey = async (key: string) => {
      await writeFile(join(folder, 'key'), `${key}\n`);
      return runTail(locked.url, '--after', '0', '--json', '--key-file', join(folder, 'key'));
    };
    const publisher = await withKey(house.database.key);
    expect([await publisher.ended, publisher.err()]).toEqual([1, expect.stringContaining('scope')]);
    const reader = await withKey(secret);
    await until('it tells', () => reader.lines().length > 0);
    expect([await reader.stop(), positionsOf(reader)[0]]).toEqual([0, 1]);
    await rm(folder, { recursive: true });
  }, 60_000);
});

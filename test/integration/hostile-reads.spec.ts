import { opened, issued } from '../parts/events.js';
import { testPostgres } from '../parts/services.js';
import { startWebHouse } from '../parts/web-house.js';
import type { WebHouse } from '../parts/web-house.js';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
}

interface Contract {
  readonly paths: Readonly<Record<string, { readonly get?: { readonly parameters?: readonly Parameter[] } }>>;
}

const named: Readonly<Record<string, string>> = {
  story: 'troops',
  metric: 'troops',
  fact: 'a',
  party: 'us-dod',
  suffix: 'csv',
};

const hostile: readonly string[] = [
  '%00',
  'a%00b',
  '%ED%A0%80',
  '%F0%9F%98%80',
  '%E2%80%AE',
  '%27%3B%20drop%20table%20log',
  '..%2f',
  '%5C',
  '-1',
  '1e300',
  'NaN',
  '0x10',
  '99999999999999999999',
  'version:0',
  'version:999999999',
  'version:9999999999',
  '0000-01-01',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '2024-02-30T00:00:00Z',
  '2024-10-28T23:59:60Z',
  '-9999',
  'Y170000002',
  'Y-17E7',
  '%2522',
  'a'.repeat(3_000),
  '%28%28%28!%26%7C',
  '-a',
  '%22',
];

const cursorParts: Readonly<Record<string, readonly unknown[]>> = {
  at: [1, -1, 2 ** 53, 1e300, '1', null],
  next: [1, -1, 2 ** 53, 1e300, '1', null],
  after: [1, -1, 2 ** 53, 1e300, '1', null],
  position: [1, -1, 2 ** 53, 1e300, '1', null],
  first: [1, -1, 2 ** 53, 1e300, '1', null],
  changed: [1, -1, 2 ** 53, 1e300, '1', null],
  to: [1, -1, 2 ** 53, 1e300, '1', null],
  rank: [1, -1, 0.5, 2 ** 31, 2 ** 33, 1e300, -1e300, 1e-300, '1', null],
  key: ['a', '\0', 'a\0', '\ud800', '', 'a'.repeat(10_000), 1, null],
  story: ['troops', '\0', 'A', '', 1, null],
};
/** What a cursor of each list holds; some of these are meant for others. */
const cursors = [
  ['at', 'next'],
  ['at', 'key', 'position'],
  ['to', 'rank', 'first', 'position'],
  ['after'],
  ['to', 'after'],
  ['changed', 'story'],
  ['rank', 'story'],
].flatMap((names) => {
  const plain = Object.fromEntries(names.map((name) => [name, cursorParts[name]?.[0]]));
  return names.flatMap((name) => (cursorParts[name] ?? []).map((value) => ({ ...plain, [name]: value })));
});
const written = [
  ...cursors.map((cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url')),
  ...['null', '[]', '""', '{', '{"__proto__":{"after":1}}'].map((text) => Buffer.from(text).toString('base64url')),
];

describe('what a reader may be asked', () => {
  let house: WebHouse;

  beforeAll(async () => {
    house = await startWebHouse(testPostgres());
    const { position } = await house.send('troops', [opened('open'), issued('a')]);
    await fetch(`${house.url}/v1/stories/troops?minPosition=${position}`);
  }, 60_000);

  afterAll(() => house.stop());

  test('is answered or refused, whatever stands in its address', async () => {
    const { paths } = (await (await fetch(`${house.url}/openapi.json`)).json()) as Contract;
    const addresses = Object.entries(paths).flatMap(([path, { get }]) => {
      const fill = (values: Readonly<Record<string, string>>) =>
        path.replace(/{(\w+)}/g, (_whole, name: string) => values[name] ?? name);
      return (get?.parameters ?? []).flatMap((parameter) => {
        const values = parameter.name === 'cursor' ? [...hostile, ...written] : hostile;
        const asked = path === '/v1/stories' && parameter.name === 'cursor' ? ['', 'q=troops&', 'order=story&'] : [''];
        if (parameter.in === 'path') return values.map((value) => fill({ ...named, [parameter.name]: value }));
        if (parameter.in === 'header') return [];
        return values.flatMap((value) => asked.map((more) => `${fill(named)}?${more}${parameter.name}=${value}`));
      });
    });
    expect(addresses.length).toBeGreaterThan(1_500);
    const faults: string[] = [];
    const left = addresses[Symbol.iterator]();
    await Promise.all(
      Array.from({ length: 32 }, async () => {
        for (const address of left) {
          const answer = await fetch(house.url + address);
          const type = answer.headers.get('content-type') ?? '';
          const text = /event-stream/.test(type) ? await answer.body?.cancel() : await answer.text();
          const isTold = answer.status < 500 || /"code":"position-not-reached"/.test(text ?? '');
          if (!isTold) faults.push(`${address.slice(0, 200)}: ${answer.status} ${text ?? ''}`);
        }
      }),
    );
    expect(faults).toEqual([]);
  }, 120_000);
});

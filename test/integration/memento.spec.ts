import { opened, stated } from '../parts/events.js';
import type { PublishAnswer } from '../parts/publish.js';
import { testPostgres } from '../parts/services.js';
import { until } from '../parts/until.js';
import { getRaw, startWebHouse } from '../parts/web-house.js';
import type { WebHouse } from '../parts/web-house.js';

describe('a story in time (RFC 7089)', () => {
  let house: WebHouse;
  const path = '/v1/stories/dated';
  let versions: readonly { readonly version: number; readonly recordedAt: string }[];

  const second = (offset: number, version: number) => {
    const { recordedAt } = versions.find((one) => one.version === version)!;
    return new Date(Date.parse(recordedAt) + offset * 1_000).toUTCString();
  };
  const locationOf = async (datetime: string, query = '') => {
    const { status, headers, bytes } = await getRaw(house.url + path + query, { 'accept-datetime': datetime });
    expect([status, bytes.length, headers['memento-datetime']]).toEqual([302, 0, undefined]);
    expect(headers.vary?.split(', ')).toEqual(['origin', 'accept-datetime']);
    expect(headers['link']).toContain(`<${path}>; rel="original timegate"`);
    return headers.location;
  };

  beforeAll(async () => {
    house = await startWebHouse(testPostgres());
    const sent = [[opened('o')], [stated('a'), stated('b')], [stated('c')]];
    const answers: PublishAnswer['body'][] = [];
    for (const batch of sent) {
      // HTTP tells time by the second: each publish has one of its own.
      const before = answers.at(-1)?.recordedAt.slice(0, 19);
      await until('the second is over', () => new Date().toISOString().slice(0, 19) !== before);
      answers.push(await house.send('dated', batch));
    }
    versions = answers.flatMap(({ events: those, recordedAt }) =>
      those.map(({ version }) => ({ version, recordedAt })),
    );
    await fetch(`${house.url}${path}?minPosition=${answers.at(-1)!.position}`);
  }, 60_000);

  afterAll(() => house.stop());

  test('is its own TimeGate: each second leads to the version that was current at its end', async () => {
    expect(await locationOf(second(0, 1))).toBe(`${path}?asOf=version:1`);
    expect(await locationOf(second(0, 2))).toBe(`${path}?asOf=version:3`);
    expect(await locationOf(second(0, 4))).toBe(`${path}?asOf=version:4`);
    expect(await locationOf(second(-1, 4))).toBe(`${path}?asOf=version:3`);
  });

  test('leads to its first version before it began, and to its last in the future', async () => {
    expect(await locationOf(second(-1, 1))).toBe(`${path}?asOf=version:1`);
    expect(await locationOf('Wed, 01 Jan 1000 00:00:00 GMT')).toBe(`${path}?asOf=version:1`);
    expect(await locationOf('Fri, 31 Dec 9999 23:59:59 GMT')).toBe(`${path}?asOf=version:4`);
  });

  test('keeps on the way what else was asked for', async () => {
    expect(await locationOf(second(0, 1), '?minPosition=1')).toBe(`${path}?asOf=version:1&minPosition=1`);
    expect(await locationOf(second(0, 1), '?until=2024-10')).toBe(`${path}?asOf=version:1&until=2024-10`);
    const headers = { 'accept-datetime': second(0, 1) };
    expect((await getRaw(`${house.url}${path}?epoch=other`, headers)).status).toBe(409);
    expect((await getRaw(`${house.url}/v1/stories/nowhere`, headers)).status).toBe(404);
  });

  test('refuses a time that is none, unless a moment is named', async () => {
    const headers = { 'accept-datetime': '2024-10-28T21:05:00Z' };
    const refused = await getRaw(house.url + path, headers);
    expect([refused.status, JSON.parse(refused.bytes.toString())]).toMatchObject([400, { code: 'invalid-header' }]);
    const named = await getRaw(`${house.url}${path}?asOf=version:1`, headers);
    expect([named.status, named.headers['memento-datetime']]).toEqual([200, second(0, 1)]);
  });

  test('says on every answer where its states are, and on a state since when it was current', async () => {
    const now = await getRaw(house.url + path, {});
    expect([now.headers['memento-datetime'], now.headers['link']]).toEqual([
      undefined,
      `<${path}>; rel="original timegate", <${path}/timemap>; rel="timemap"; type="application/link-format"`,
    ]);
    expect(now.headers.vary?.split(', ')).toEqual(['origin', 'accept', 'accept-datetime', 'accept-encoding']);
    const then = await getRaw(`${house.url}${path}?asOf=version:3`, {});
    expect([then.headers['memento-datetime'], then.headers.vary]).toEqual([
      second(0, 3),
      'origin, accept, accept-encoding',
    ]);
    for (const [version, rel] of [
      [1, 'first memento'],
      [2, 'prev memento'],
      [4, 'next last memento'],
    ] as const)
      expect(then.headers['link']).toContain(
        `<${path}?asOf=version:${version}>; rel="${rel}"; datetime="${second(0, version)}"`,
      );
    const known = await getRaw(`${house.url}${path}?asOf=version:3`, { 'if-none-match': then.headers.etag ?? '' });
    expect([known.status, known.headers['link']]).toEqual([304, then.headers['link']]);
  });

  test('is found by a client that follows: from the story to its list, to a time, to the state', async () => {
    const original = await fetch(house.url + path);
    const list = /<([^>]+)>; rel="timemap"/.exec(original.headers.get('link') ?? '')?.[1] ?? '';
    const map = await fetch(new URL(list, original.url));
    expect(map.headers.get('content-type')).toBe('application/link-format');
    const mementos = [
      ...(await map.text()).matchAll(/^<([^>]+)>; rel="(?:first |last )*memento"; datetime="([^"]+)"/gm),
    ];
    expect(mementos.map(([, , datetime]) => datetime)).toEqual([1, 2, 3, 4].map((version) => second(0, version)));
    for (const [, address = '', datetime = ''] of mementos) {
      const direct = await fetch(address);
      const negotiated = await fetch(house.url + path, { headers: { 'accept-datetime': datetime } });
      expect([direct.status, direct.headers.get('memento-datetime')]).toEqual([200, datetime]);
      expect([negotiated.redirected, negotiated.headers.get('memento-datetime')]).toEqual([true, datetime]);
    }
    expect(((await (await fetch(mementos[1]?.[1] ?? '')).json()) as { version: number }).version).toBe(2);
  });

  test('with more than a thousand versions is listed in pages', async () => {
    let position = (await house.send('long', [opened('o')])).position;
    for (const from of [0, 400, 800])
      position = (
        await house.send(
          'long',
          Array.from({ length: 400 }, (_, index) => stated(`l${from + index}`)),
        )
      ).position;
    const first = await fetch(`${house.url}/v1/stories/long/timemap?minPosition=${position}`);
    const second = await fetch(/<([^>]+)>; rel="timemap"/.exec(await first.text())?.[1] ?? '');
    const text = await second.text();
    expect(text.match(/memento"/g)).toHaveLength(201);
    expect(text).toMatch(/asOf=version:1201>; rel="last memento"/);
    for (const [query, status, code] of [
      ['page=3', 404, 'version-unknown'],
      ['page=1000000', 404, 'version-unknown'],
      ['page=0', 400, 'invalid-query'],
      ['page=1000001', 400, 'invalid-query'],
    ] as const) {
      const answer = await fetch(`${house.url}/v1/stories/long/timemap?${query}`);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
    }
    expect((await fetch(`${house.url}/v1/stories/nowhere/timemap`)).status).toBe(404);
  });
});

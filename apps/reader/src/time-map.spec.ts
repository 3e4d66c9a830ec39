import { versionsFor, writeTimeMap } from './time-map.js';

const timeOf = (version: number) => new Date(Date.UTC(2024, 9, 28) + version * 1_000);
const recorded = (version: number) => ({ version, recordedAt: timeOf(version).toISOString() });

/** What the database answers of a story that has so many versions. */
const found = (page: number, last: number) =>
  [...new Set([...versionsFor(page).filter((version) => version >= 1 && version <= last), last])]
    .sort((one, other) => one - other)
    .map(recorded);

const write = (page: number, last: number) => writeTimeMap('https://news.example', 'troops', page, found(page, last));

const span = (from: number, until: number) =>
  `type="application/link-format"; from="${timeOf(from).toUTCString()}"; until="${timeOf(until).toUTCString()}"`;

const story = 'https://news.example/v1/stories/troops';
const map = `${story}/timemap`;

describe('the list of the states of a story', () => {
  test('tells of each its address and its time', () => {
    expect(write(1, 2)).toBe(
      [
        `<${story}>; rel="original timegate"`,
        `<${map}>; rel="self"; ${span(1, 2)}`,
        `<${story}?asOf=version:1>; rel="first memento"; datetime="Mon, 28 Oct 2024 00:00:01 GMT"`,
        `<${story}?asOf=version:2>; rel="last memento"; datetime="Mon, 28 Oct 2024 00:00:02 GMT"`,
      ].join(',\n'),
    );
    expect(write(1, 1)).toContain('rel="first last memento"');
  });

  test.each([
    [1, 1_000, [`<${map}>; rel="self"; ${span(1, 1_000)}`]],
    [1, 1_001, [`<${map}>; rel="self"; ${span(1, 1_000)}`, `<${map}?page=2>; rel="timemap"; ${span(1_001, 1_001)}`]],
    [
      2,
      3_500,
      [
        `<${map}?page=2>; rel="self"; ${span(1_001, 2_000)}`,
        `<${map}>; rel="timemap"; ${span(1, 1_000)}`,
        `<${map}?page=3>; rel="timemap"; ${span(2_001, 3_000)}`,
      ],
    ],
    [
      4,
      3_500,
      [`<${map}?page=4>; rel="self"; ${span(3_001, 3_500)}`, `<${map}?page=3>; rel="timemap"; ${span(2_001, 3_000)}`],
    ],
  ])('links from page %i of %i versions to the pages beside it, with their spans', (page, last, links) => {
    expect((write(page, last) ?? '').split(',\n').slice(1, 1 + links.length)).toEqual(links);
  });

  test.each([1, 999, 1_000, 1_001, 2_000, 2_345])('has each of %i versions once', (last) => {
    const pages = Array.from({ length: Math.ceil(last / 1_000) }, (_, index) => write(index + 1, last));
    const versions = pages.flatMap((text) =>
      [...(text ?? '').matchAll(/asOf=version:(\d+)>/g)].map(([, one]) => Number(one)),
    );
    expect(versions).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    expect(pages.join().match(/rel="(first |last )+memento"/g)).toHaveLength(last === 1 ? 1 : 2);
    expect(write(pages.length + 1, last)).toBeUndefined();
  });
});

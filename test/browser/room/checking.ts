import type { Page, Route } from 'playwright-core';
import { until } from '../../parts/until.js';
import { sampleStory } from './reading-room.js';
import type { ReadingRoom } from './reading-room.js';

type Answer = Record<string, unknown>;
type Lines = Record<string, unknown>[];

const check = (page: Page) => page.getByRole('region', { name: 'Check this story' });
const verdict = (page: Page) => check(page).locator('.verdict');

async function press(page: Page): Promise<string> {
  await check(page).getByRole('button').click();
  await verdict(page).waitFor();
  return verdict(page).innerText();
}

/** Has answers under an address arrive otherwise than they were sent. */
const forge = (page: Page, address: RegExp, change: (text: string) => string) =>
  page.route(address, async (route: Route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.text()) });
  });

const inJson = (change: (answer: Answer) => void) => (text: string) => {
  const answer = JSON.parse(text) as Answer;
  change(answer);
  return JSON.stringify(answer);
};

/** Waits until a version of a story is under a checkpoint. */
export const signed = (room: ReadingRoom, story: string, version: number) =>
  until(`version ${version} of ${story} is signed`, async () => {
    const response = await fetch(`${room.url}/v1/audit/stories/${story}`);
    return response.ok && events((await response.json()) as Answer).length >= version;
  });

const history = /\/history\.json/;
const proof = /\/v1\/audit\/stories\//;
const rows = (answer: Answer) => (answer['history'] as { rows: Lines }).rows;
const changes = (answer: Answer) => (answer['history'] as { changes: Lines }).changes;
const events = (answer: Answer) => answer['events'] as Lines;
const hashes = (answer: Answer) => answer['hashes'] as Lines;

/** What somebody between the record and the reader may do. */
const forgeries: readonly (readonly [string, RegExp, (text: string) => string, RegExp])[] = [
  [
    'a figure on the page is another',
    history,
    (text) => text.replaceAll('10000', '12000'),
    /does not say what was signed/,
  ],
  [
    'a statement is left out of the page',
    history,
    inJson((answer) =>
      rows(answer).splice(
        rows(answer).findIndex(({ kind }) => kind === 'statement'),
        1,
      ),
    ),
    /does not say what was signed/,
  ],
  [
    'a sentence of the page is another',
    history,
    inJson((answer) => Object.assign(changes(answer)[3] ?? {}, { sentence: 'Nothing was said.' })),
    /The first difference is at version 4/,
  ],
  [
    'the data of an event are others',
    proof,
    (text) => text.replace('Pentagon', 'Kremlin'),
    /record of this story is not/,
  ],
  [
    'an event became known at another time',
    proof,
    inJson((answer) =>
      Object.assign(events(answer)[5] ?? {}, {
        leaf: String(events(answer)[5]?.['leaf']).replace(/"recordedAt":"20/, '"recordedAt":"19'),
      }),
    ),
    /record of this story is not/,
  ],
  ['an event is left out', proof, inJson((answer) => events(answer).splice(7, 1)), /record of this story is not/],
  ['the last event is left out', proof, inJson((answer) => events(answer).pop()), /record of this story is not/],
  [
    'an event has gone behind others',
    proof,
    inJson((answer) => events(answer).push(...events(answer).splice(3, 1))),
    /record of this story is not/,
  ],
  [
    'what stands for others is forged',
    proof,
    inJson((answer) => Object.assign(hashes(answer)[0] ?? {}, { hash: Buffer.alloc(32).toString('base64') })),
    /record of this story is not/,
  ],
  [
    'the signed root is another',
    /\/v1\/audit\/checkpoint/,
    (text) => text.replace(/\n[^\n]+=\n\n/, `\n${Buffer.alloc(32).toString('base64')}\n\n`),
    /signature does not hold/,
  ],
  [
    'the key is another',
    /\/v1\/audit\/key$/,
    (text) => text.replace(/\+.*/, `+00000000+${Buffer.alloc(33, 1).toString('base64')}`),
    /signature does not hold/,
  ],
];

export function checking(roomOf: () => ReadingRoom): void {
  const path = `/stories/${sampleStory}`;

  test('a story is checked in the browser, and the next check goes on from what this browser saw', async () => {
    const room = roomOf();
    // Others stand beside it in the tree.
    await room.send('beside', { id: 'o', type: 'StoryOpened', data: { title: 'Beside', language: 'en' } });
    await signed(room, 'beside', 1);
    const page = await room.open(path);
    const told = await press(page);
    expect(told).toMatch(/It holds: all 48 versions/);
    expect(told).toMatch(/checks for the first time/);
    await room.send('beside', { id: 't', type: 'StoryRetitled', data: { title: 'Beside it' } });
    await signed(room, 'beside', 2);
    await page.reload();
    expect(await press(page)).toMatch(/goes on from the one of \d+ events/);
    expect(await page.locator('article.tampered').count()).toBe(0);
    expect(room.faults).toEqual([]);
  });

  test.each(forgeries)('it turns red where %s', async (_what, address, change, words) => {
    const page = await roomOf().open('/');
    await forge(page, address, change);
    await page.goto(roomOf().url + path);
    expect(await press(page)).toMatch(words);
    await page.getByRole('alert').getByText('do not rely on what this page says').waitFor();
    expect(await page.locator('article.tampered').count()).toBe(1);
  });

  test('it turns red where the record does not go on from what this browser saw', async () => {
    const page = await roomOf().open(path);
    await press(page);
    const keep = (change: string) =>
      page.evaluate((to) => {
        const [name = ''] = Object.keys(localStorage).filter((key) => key.startsWith('newsledger:signed:'));
        const kept = JSON.parse(localStorage.getItem(name) ?? '{}') as { note: string; keys: string[] };
        if (to === 'key') kept.keys = kept.keys.map((key) => key.replace(/.{4}$/, 'AAA='));
        localStorage.setItem(name, JSON.stringify(kept));
      }, change);
    await keep('key');
    expect(await press(page)).toMatch(/signature does not hold, or does not go on/);
  });

  test('it stays open, and not red, where nobody answers or nothing is signed yet', async () => {
    const page = await roomOf().open(path);
    await page.route(/\/v1\/audit\//, (route) => route.abort());
    expect(await press(page)).toMatch(/cannot be reached just now, so nothing was checked/);
    await page.unrouteAll();
    await page.route(/\/v1\/audit\/stories\//, (route) =>
      route.fulfill({ status: 503, json: { code: 'position-not-signed', detail: 'Try again later.' } }),
    );
    expect(await press(page)).toMatch(/not signed yet/);
    await page.unrouteAll();
    expect(await press(page)).toMatch(/It holds/);
    expect(await page.locator('article.tampered').count()).toBe(0);
  });
}

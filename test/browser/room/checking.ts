import { randomUUID } from 'node:crypto';
import type { Page, Route } from 'playwright-core';
import { leafHash } from '#merkle';
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

const stream = /\/v1\/stream/;
const history = /\/history\.json/;
const proof = /\/v1\/audit\/stories\//;
const rows = (answer: Answer) => (answer['history'] as { rows: Lines }).rows;
const changes = (answer: Answer) => (answer['history'] as { changes: Lines }).changes;
const events = (answer: Answer) => answer['events'] as Lines;
const hashes = (answer: Answer) => answer['hashes'] as Lines;
const versions = (answer: Answer) => (answer['history'] as { versions: Lines }).versions;

/** Puts hashes in the place of the newest events of a proof: its root is still the one that was signed. */
function hide(answer: Answer, count: number): void {
  const hidden = events(answer).splice(-count);
  for (const { leaf } of hidden) {
    const { position } = JSON.parse(String(leaf)) as { position: number };
    const hash = leafHash(Buffer.from(`\u0001${String(leaf)}`)).toString('base64');
    hashes(answer).push({ position, leaves: 1, hash });
  }
  hashes(answer).sort((one, other) => Number(one['position']) - Number(other['position']));
}

function leaveOutLast(answer: Answer): void {
  const last = versions(answer).pop()?.['position'];
  changes(answer).pop();
  const kept = rows(answer).filter(({ from }) => from !== last);
  for (const row of kept) if (row['to'] === last) delete row['to'];
  Object.assign(answer['history'] as object, { rows: kept });
  answer['last'] = versions(answer).length;
}

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
    'a sentence is told twice, the second time otherwise',
    history,
    inJson((answer) =>
      changes(answer).push({ ...changes(answer)[0], position: 1_000_000_000, sentence: 'Nothing was said.' }),
    ),
    /does not say what was signed/,
  ],
  [
    'the versions are counted from one that was made up',
    history,
    inJson((answer) =>
      versions(answer).unshift({ position: 1_000_000_000, recordedAt: '2001-01-01T00:00:00.000000Z' }),
    ),
    /does not say what was signed/,
  ],
  ['the newest version is left out of the page', history, inJson(leaveOutLast), /difference is at version 48/],
  [
    'the page is of another history',
    history,
    inJson((answer) => Object.assign(answer, { epoch: randomUUID() })),
    /record of this story is not/,
  ],
  [
    'the page is of another story',
    history,
    inJson((answer) => Object.assign(answer['history'] as object, { story: 'beside' })),
    /does not say what was signed/,
  ],
  [
    'something stands on the page that is of no history',
    /\/stories\/[^/?]+$/,
    (text) => text.replace('</article>', '<p>All of it was retracted.</p></article>'),
    /does not say what was signed/,
  ],
  [
    'the newest event is hidden behind its hash',
    proof,
    inJson((answer) => hide(answer, 1)),
    /record of this story is not/,
  ],
  [
    'every event is hidden behind its hash',
    proof,
    inJson((answer) => hide(answer, events(answer).length)),
    /record of this story is not/,
  ],
  [
    'the proof never comes to an end',
    proof,
    inJson((answer) => Object.assign(answer, { events: [], hashes: [], next: 0 })),
    /record of this story is not/,
  ],
  ['the proof cannot be read', proof, (text) => text.slice(0, -1), /record of this story is not/],
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
    // It would bring what an answer leaves out.
    await page.route(stream, (route) => route.abort());
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
        const kept = JSON.parse(localStorage.getItem(name) ?? '{}') as { note: string; keys: string[]; past: string[] };
        if (to.startsWith('{')) {
          localStorage.setItem(name, to);
          return '';
        }
        const was = JSON.stringify(kept);
        // Another one followed: the site shows the chain without it.
        if (to === 'key') kept.keys.unshift(String(kept.keys[0]).replace(/.{4}$/, 'AAA='));
        if (to === 'past') kept.past.push(String(kept.note.split('\n')[0]));
        localStorage.setItem(name, JSON.stringify(kept));
        return was;
      }, change);
    const kept = await keep('');
    await keep('key');
    expect(await press(page)).toMatch(/signature does not hold, or does not go on/);
    await keep(kept);
    await keep('past');
    expect(await press(page)).toMatch(/signature does not hold, or does not go on/);
    await keep(kept);
    // The newest event is left out of the proof and of the page alike: nothing but what was seen before tells.
    await forge(
      page,
      proof,
      inJson((answer) => hide(answer, 1)),
    );
    await forge(page, history, inJson(leaveOutLast));
    await page.reload();
    expect(await press(page)).toMatch(/signature does not hold, or does not go on/);
  });

  test('it turns red where what changed between two moments is told otherwise', async () => {
    const page = await roomOf().open(path);
    await forge(page, /\/changes\?/, (text) => text.replaceAll('10,000', '12,000'));
    await page.getByLabel('From version').fill('4');
    await page.getByLabel('to version').fill('5');
    await page.getByRole('button', { name: 'Show what changed' }).click();
    await page.getByText('12,000').first().waitFor();
    expect(await press(page)).toMatch(/does not say what was signed/);
  });

  test('a page that was forged, and not drawn anew, is drawn of what was checked', async () => {
    const page = await roomOf().open('/');
    await forge(page, /\/stories\/[^/?]+$/, (text) => text.replaceAll('10,000', '12,000'));
    let asked = 0;
    await page.route(history, (route) => ((asked += 1) === 1 ? route.abort() : route.fallback()));
    await page.goto(roomOf().url + path);
    await page.locator('.lead').getByText('12,000').first().waitFor();
    expect(await press(page)).toMatch(/It holds/);
    expect(await page.locator('.lead').innerText()).toMatch(/10,000/);
  });

  test('what came after a check is not told to be checked', async () => {
    const room = roomOf();
    const story = `later-${randomUUID()}`;
    await room.send(story, { id: 'o', type: 'StoryOpened', data: { title: 'A bridge', language: 'en' } });
    await signed(room, story, 1);
    const page = await room.open(`/stories/${story}`);
    await page.locator('.live[data-state=live]').waitFor();
    expect(await press(page)).toMatch(/It holds: the one version/);
    await room.send(story, { id: 't', type: 'StoryRetitled', data: { title: 'The bridge' } });
    await verdict(page).getByText('One version came after this check, and was not checked.').waitFor();
  });

  test('a page that was cut off catches up before it is checked', async () => {
    const room = roomOf();
    const story = `cut-off-${randomUUID()}`;
    await room.send(story, { id: 'o', type: 'StoryOpened', data: { title: 'A bridge', language: 'en' } });
    const page = await room.open('/');
    await page.route(stream, (route) => route.abort());
    await page.goto(`${room.url}/stories/${story}`);
    await page.getByRole('slider').waitFor();
    await room.send(story, { id: 't', type: 'StoryRetitled', data: { title: 'The bridge' } });
    await signed(room, story, 2);
    expect(await press(page)).toMatch(/It holds: all 2 versions/);
    await page.getByRole('heading', { level: 1, name: 'The bridge' }).waitFor();
  });

  test('a story that is too long to be sent whole is checked too, and turns red where its page is forged', async () => {
    const room = roomOf();
    const story = `very-long-${randomUUID()}`;
    const by = { parties: [{ id: 'office', name: 'The office' }], mode: 'paraphrase' };
    await room.send(story, { id: 'o', type: 'StoryOpened', data: { title: 'A long flood', language: 'en' } });
    for (let batch = 0; batch < 11; batch += 1) {
      const said = Array.from({ length: 100 }, (_, at) => ({
        id: `said-${batch}-${at}`,
        type: 'StatementIssued',
        data: { act: 'says', modality: 'asserted', proposition: `Mark ${batch * 100 + at}`, by },
      }));
      await room.send(story, ...said);
    }
    await until('all of it is signed', async () => {
      const response = await fetch(`${room.url}/v1/audit/stories/${story}?after=1100`);
      return response.ok && events((await response.json()) as Answer).length === 1;
    });
    const page = await room.open(`/stories/${story}?order=earliest`);
    await page.locator('.live[data-state=live]').waitFor();
    expect(await press(page)).toMatch(/It holds: all 1,?101 versions/);
    expect(await page.locator('.entry').first().innerText()).toMatch(/Mark 0/);
    await page.getByRole('slider').fill('7');
    await page.locator('article[data-version="7"]').waitFor();
    expect(await verdict(page).count()).toBe(0);
    expect(await press(page)).toMatch(/It holds/);
    await forge(page, /\d\/stories\/[^/?]+(\?|$)/, (text) => text.replaceAll('Mark 3', 'Mark 4'));
    await page.reload();
    await page.locator('.live').waitFor();
    expect(await press(page)).toMatch(/does not say what was signed/);
  }, 90_000);

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

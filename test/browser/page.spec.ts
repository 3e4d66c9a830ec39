import { testPostgres } from '../parts/services.js';
import { accessibility } from './room/accessibility.js';
import { checking } from './room/checking.js';
import { embedding } from './room/embedding.js';
import { hostileTexts } from './room/hostile-texts.js';
import { liveChanges } from './room/live-changes.js';
import { movingInTime } from './room/moving-in-time.js';
import { openReadingRoom, sampleStory } from './room/reading-room.js';
import type { ReadingRoom } from './room/reading-room.js';
import { states } from './room/states.js';
import { speed } from './room/speed.js';
import { factsOnPage } from './room/words-of-facts.js';

const path = `/stories/${sampleStory}`;
let room: ReadingRoom;

beforeAll(async () => {
  room = await openReadingRoom(testPostgres());
}, 90_000);

afterAll(() => room.close());

// Whatever a test did: no script failed, no policy was broken, nothing was executed.
afterEach(() => expect(room.faults.splice(0)).toEqual([]));

const plainText = (text: string) => text.replaceAll(/[\u2066-\u2069\s]+/g, ' ');

describe('without a script', () => {
  test('each fact is found in the section where a reader would look', async () => {
    const page = await room.open(path, { javaScriptEnabled: false });
    const faults: string[] = [];
    for (const { number, section, at, words, never = [] } of factsOnPage) {
      const place = page.getByRole('region', { name: section, exact: true }).locator(at).first();
      const text = (await place.count()) === 0 ? '' : plainText(await place.innerText());
      for (const wanted of words)
        if (!text.includes(wanted)) faults.push(`${number}: no “${wanted}” in ${at}: ${text}`);
      for (const wrong of never) if (text.includes(wrong)) faults.push(`${number}: “${wrong}” in ${at}`);
    }
    expect(faults).toEqual([]);
    expect(new Set(factsOnPage.map(({ number }) => number)).size).toBe(31);
  });

  test('nothing recorded is neither silence nor denial, and what a claim implies is no position', async () => {
    const page = await room.open(path, { javaScriptEnabled: false });
    const table = page.getByRole('table', { name: 'Claims, and where each party stands on them' });
    const cells = async (claim: string) => {
      const heads = await table.getByRole('columnheader').allInnerTexts();
      const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: claim }) });
      const texts = await row.getByRole('cell').allInnerTexts();
      return new Map(heads.slice(1).map((head, at) => [plainText(head).trim(), plainText(texts[at] ?? '')]));
    };
    const inRussia = await cells('North Korean troops are in Russia');
    expect(inRussia.get('Russia')).toMatch(/Nothing recorded here/);
    expect(inRussia.get('Russia')).not.toMatch(/[Dd]enied|silent/);
    expect(inRussia.get('North Korea')).toMatch(/Neither confirmed nor denied/);
    expect(inRussia.get('Ukraine')).not.toMatch(/onfirmed|enied|Nothing recorded/);
    expect((await cells('North Korean troops are in the Kursk region')).get('Ukraine')).toMatch(/Confirmed/);
    expect((await cells('North Korean troops are near Ukraine')).get('Ukraine')).toMatch(/Nothing recorded here/);
  });

  test('the order is that of what was said, and moments of the past are pages of their own', async () => {
    const page = await room.open(`${path}?order=earliest`, { javaScriptEnabled: false });
    const ids = await page.locator('.entry').evaluateAll((entries) => entries.map(({ id }) => id));
    expect(ids.indexOf('cooperation-grows')).toBeLessThan(ids.indexOf('zelensky-calls-for-sanctions'));
    expect(ids.indexOf('rutte-putin-desperate')).toBeLessThan(ids.indexOf('singh-believes-10000'));
    await page.goto(`${room.url}${path}?asOf=3`);
    await page.getByText('You are looking at the past.').waitFor();
    expect(await page.getByRole('region', { name: 'What was known then' }).innerText()).toMatch(/3,000/);
    expect(await page.content()).not.toMatch(/10,000/);
    await page.getByRole('link', { name: 'Later' }).click();
    expect(page.url()).toMatch(/asOf=version:4$/);
    await page.goto(`${room.url}${path}?from=4&asOf=5`);
    expect(await page.getByRole('region', { name: 'What changed' }).innerText()).toMatch(/revised|believ|said/);
  });

  test('the list finds stories by words, and every refusal is a page that leads on', async () => {
    const page = await room.open('/', { javaScriptEnabled: false });
    await page.getByRole('searchbox').fill('kursk');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: 'North Korean troops in Russia' }).click();
    expect(page.url()).toBe(room.url + path);
    const unknown = await page.goto(`${room.url}/stories/nothing-here`);
    expect(unknown?.status()).toBe(404);
    await page.getByRole('link', { name: 'To all stories' }).click();
    expect((await page.goto(`${room.url}${path}?asOf=yesterday`))?.status()).toBe(400);
    await page.goto(`${room.url}/?q=zzzz`);
    await page.getByText('No story holds these words.').waitFor();
  });

  test('a page says of itself what machines look for', async () => {
    const page = await room.open(path, { javaScriptEnabled: false });
    const content = (selector: string, name: string) => page.locator(selector).first().getAttribute(name);
    expect(await content('link[rel=canonical]', 'href')).toMatch(/\/stories\/north-korean-troops-in-russia$/);
    expect(await content('link[type="application/atom+xml"]', 'href')).toMatch(/\.atom$/);
    expect(await content('meta[name=description]', 'content')).toMatch(/10,000/);
    const jsonLd = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '') as object;
    expect(jsonLd).toHaveProperty('@context');
    const picture = await fetch(`${room.url}${path}/card.png`);
    const bytes = Buffer.from(await picture.arrayBuffer());
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    const [width, height] = [16, 20].map((at) => bytes.readUInt32BE(at));
    expect([bytes.toString('latin1', 1, 4), width, height]).toEqual(['PNG', 1_200, 630]);
    // Letters are drawn, whatever fonts the machine has: a picture without them packs to less than 6 kB.
    expect(bytes.length).toBeGreaterThan(12_000);
    expect(await content('meta[property="og:image"]', 'content')).toMatch(/\/card\.png$/);
  });
});

movingInTime(() => room);
liveChanges(() => room);
checking(() => room);
states(() => room);
hostileTexts(() => room);
embedding(() => room);
accessibility(() => room);
speed(() => room);

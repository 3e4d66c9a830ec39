import { randomUUID } from 'node:crypto';
import { until } from '../../parts/until.js';
import { live, slider } from './moving-in-time.js';
import type { ReadingRoom } from './reading-room.js';

const by = { parties: [{ id: 'river-office', name: 'River office' }], mode: 'paraphrase' };
const metric = { id: 'homes', label: 'homes without power', unit: 'homes' };
const figure = (id: string, value: number, revises?: string) => ({
  id,
  type: revises === undefined ? 'EstimateIssued' : 'EstimateRevised',
  data: {
    metric,
    quantity: { value, unit: 'homes' },
    by,
    when: { edtf: '2026-03-01', basis: 'stated' },
    ...(revises === undefined ? {} : { revises, cause: 'new-information' }),
  },
});
const said = (id: string, proposition: string) => ({
  id,
  type: 'StatementIssued',
  data: { act: 'says', modality: 'asserted', proposition, by },
});

export function liveChanges(roomOf: () => ReadingRoom): void {
  const openStory = async () => {
    const story = `flood-${randomUUID()}`;
    await roomOf().send(
      story,
      { id: 'opening', type: 'StoryOpened', data: { title: 'Flood on the river', language: 'en' } },
      figure('first', 100),
    );
    return story;
  };

  test('a change appears within a second of its publishing, without moving what one reads', async () => {
    const room = roomOf();
    const story = await openStory();
    await room.send(
      story,
      ...Array.from({ length: 20 }, (_, at) => said(`said-${at}`, `The water stands at mark ${at}`)),
    );
    const page = await room.open(`/stories/${story}`);
    await live(page).waitFor();
    const read = page.locator('#said-10');
    await read.scrollIntoViewIfNeeded();
    const before = (await read.boundingBox())?.y ?? 0;
    const began = Date.now();
    await room.send(story, figure('second', 250, 'first'));
    await page.locator('.lead').getByText('250').waitFor();
    expect(Date.now() - began).toBeLessThan(1_000);
    expect(Math.abs(((await read.boundingBox())?.y ?? 0) - before)).toBeLessThan(3);
    expect(await page.locator('.lead').innerText()).toMatch(/Revised[\s\S]*100 homes/);
  });

  test('who looks at the past stays there, and comes to what is new by going on', async () => {
    const room = roomOf();
    const story = await openStory();
    const page = await room.open(`/stories/${story}`);
    await live(page).waitFor();
    await slider(page).fill('1');
    await page.getByText('Live is paused').waitFor();
    await room.send(story, said('later', 'The water falls'));
    await until('the slider is longer', async () => (await slider(page).getAttribute('max')) === '3');
    await page.locator('article[data-version="1"]').waitFor();
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.locator('#later').getByText('The water falls').waitFor();
  });

  test('what came since the last visit is marked and summed up, and kept in this browser alone', async () => {
    const room = roomOf();
    const story = await openStory();
    const page = await room.open(`/stories/${story}`);
    await live(page).waitFor();
    expect(await page.getByRole('region', { name: 'Since you last read' }).count()).toBe(0);
    await page.goto(`${room.url}/`);
    await room.send(story, figure('second', 250, 'first'), said('later', 'The water falls'));
    await page.goto(`${room.url}/stories/${story}`);
    const since = page.getByRole('region', { name: 'Since you last read' });
    await since.getByText('2 things changed since:').waitFor();
    expect(await since.getByRole('listitem').count()).toBe(2);
    // Drawn in a frame of its own, behind the summary.
    await page.locator('#later').getByText('New', { exact: true }).waitFor();
    expect(await page.locator('#first').innerText()).not.toMatch(/New/);
    expect(await page.context().cookies()).toEqual([]);
    await since.getByRole('button', { name: 'Mark as read' }).click();
    await since.waitFor({ state: 'detached' });
    await page.reload();
    await live(page).waitFor();
    expect(await since.count()).toBe(0);
  });

  test('the connection comes again after the server was away, and misses nothing', async () => {
    const room = roomOf();
    const story = await openStory();
    const page = await room.open(`/stories/${story}`);
    await live(page).waitFor();
    await room.restart(async () => {
      // Where the machine has no network but its own, a browser takes itself to be offline.
      await page.locator('.live[data-state=lost], .live[data-state=offline]').first().waitFor();
    });
    await room.send(story, figure('second', 250, 'first'));
    await page
      .locator('.lead')
      .getByText('250')
      .waitFor({ timeout: 100_000 })
      .catch(async (error: unknown) => {
        // What the page was at tells whether it or the server was late.
        const state = (await page.locator('.live').allInnerTexts()).join();
        throw new Error(`the page says “${state}” at ${page.url()}`, { cause: error });
      });
    await live(page).waitFor();
  }, 150_000);
}

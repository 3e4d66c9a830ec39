import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { until } from '../../parts/until.js';
import { signed } from './checking.js';
import { live } from './moving-in-time.js';
import { sampleStory } from './reading-room.js';
import type { ReadingRoom } from './reading-room.js';

const parkedWords = 'The record goes further than this page can show';

/** What a reader sees when not all is as it should be. */
export function states(roomOf: () => ReadingRoom): void {
  test('a story that is parked says so, as soon as it is and ever after, and is checked as far as it goes', async () => {
    const room = roomOf();
    const story = `parked-${randomUUID()}`;
    await room.send(story, { id: 'o', type: 'StoryOpened', data: { title: 'A bridge', language: 'en' } });
    const page = await room.open(`/stories/${story}`);
    await live(page).waitFor();
    expect(await page.getByText(parkedWords).count()).toBe(0);
    await room.plant({ story, type: 'BridgeBlessed', data: '{"by":"somebody"}' });
    await page.getByText(parkedWords).waitFor();
    await page.reload();
    await page.getByText(parkedWords).waitFor();
    await page.getByRole('heading', { level: 1, name: 'A bridge' }).waitFor();
    await signed(room, story, 2);
    const check = page.getByRole('region', { name: 'Check this story' });
    const told = async () => {
      await check.getByRole('button').click();
      return check.locator('.verdict').innerText();
    };
    expect(await told()).toMatch(/It holds/);
    await page.route(/history\.json/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('"isParked":true', '"isParked":false') });
    });
    await page.reload();
    expect(await told()).toMatch(/does not say what was signed/);
    const plain = await room.open(`/stories/${story}`, { javaScriptEnabled: false });
    await plain.getByText(parkedWords).waitFor();
  });

  test('who is offline is told so, and can read on; live comes again by itself', async () => {
    const page = await roomOf().open(`/stories/${sampleStory}`);
    await live(page).waitFor();
    await page.context().setOffline(true);
    await page.getByText('You are offline. This page is complete as of the time shown.').waitFor();
    await page.getByRole('slider').fill('4');
    await page.getByText('You are looking at the past.').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await live(page).waitFor();
  });

  test('a history that cannot be had at first is asked for again, until the page is live', async () => {
    const page = await roomOf().open('/');
    let tries = 0;
    await page.route(/\/history\.json/, (route) => ((tries += 1) < 3 ? route.abort() : route.continue()));
    await page.goto(`${roomOf().url}/stories/${sampleStory}`);
    await page.locator('.live[data-state=lost], .live[data-state=offline]').first().waitFor();
    await live(page).waitFor();
    expect(tries).toBe(3);
  });

  test('a page whose history names a record that is none here does not load itself for ever', async () => {
    const page = await roomOf().open('/');
    let [asked, loaded] = [0, 0];
    page.on('framenavigated', () => (loaded += 1));
    await page.route(/\/history\.json/, async (route) => {
      asked += 1;
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), epoch: 'another' } });
    });
    await page.goto(`${roomOf().url}/stories/${sampleStory}`);
    await until('it was asked for often enough', () => asked > 3);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    expect(loaded).toBe(1);
  });

  test('a story that cannot be loaded on another site says so, with the way to it', async () => {
    const room = roomOf();
    const foreign = createServer((_, response) => {
      response.setHeader('content-type', 'text/html').end(`<!doctype html><meta charset="utf-8">
        <script type="module" src="${room.url}/assets/newsledger-story.js"></script>
        <newsledger-story src="${room.url}/stories/nothing-here"></newsledger-story>`);
    });
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    try {
      const page = await room.open(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`);
      await page.getByText('The story could not be loaded.').waitFor();
      const way = page.getByRole('link', { name: 'Read the whole story' });
      expect(await way.getAttribute('href')).toBe(`${room.url}/stories/nothing-here`);
    } finally {
      foreign.closeAllConnections();
      foreign.close();
    }
  });
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
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

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sampleStory } from './reading-room.js';
import type { ReadingRoom } from './reading-room.js';

const hostileStyles = `html { font-size: 44px } * { color: lime !important; letter-spacing: 1em !important; text-transform: uppercase; direction: rtl }
  h1, h2, p, a, table { display: none !important } .card, .story { position: fixed; inset: 0; opacity: 0 }`;

export function embedding(roomOf: () => ReadingRoom): void {
  test('a story lives in a page of another site, whose styles do not reach it', async () => {
    const room = roomOf();
    const foreign = createServer((_, response) => {
      response.setHeader('content-type', 'text/html')
        .end(`<!doctype html><meta charset="utf-8"><style>${hostileStyles}</style>
        <script type="module" src="${room.url}/assets/newsledger-story.js"></script>
        <newsledger-story src="${room.url}/stories/${sampleStory}"></newsledger-story>`);
    });
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    try {
      const page = await room.open(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`);
      await page.locator('.live[data-state=live]').waitFor();
      const title = page.getByRole('heading', { level: 1, name: 'North Korean troops in Russia' });
      expect(await title.isVisible()).toBe(true);
      const style = await title.evaluate((element) => {
        const { color, letterSpacing, textTransform, direction, fontSize } = getComputedStyle(element);
        return { color, letterSpacing, textTransform, direction, isOfUsualSize: Number.parseFloat(fontSize) < 60 };
      });
      expect(style).toEqual({
        color: 'rgb(27, 26, 23)',
        letterSpacing: expect.stringMatching(/^-0|normal/) as string,
        textTransform: 'none',
        direction: 'ltr',
        isOfUsualSize: true,
      });
      await page.getByRole('slider').fill('4');
      await page.getByText('You are looking at the past.').waitFor();
      await page.getByRole('link', { name: 'Who stands where' }).click();
      expect(
        await page
          .getByRole('region', { name: 'Who stands where' })
          .evaluate((element) => element.getBoundingClientRect().top < 200),
      ).toBe(true);
      expect(page.url()).not.toMatch(/asOf/);
    } finally {
      foreign.closeAllConnections();
      foreign.close();
    }
  });
}

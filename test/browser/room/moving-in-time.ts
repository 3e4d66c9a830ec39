import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { until } from '../../parts/until.js';
import { sampleStory } from './reading-room.js';
import type { ReadingRoom } from './reading-room.js';

const path = `/stories/${sampleStory}`;

/** The story as markup, without what the script puts there beside it. */
const markup = (html: string) =>
  html
    .replaceAll(/<nav class="moments"[\s\S]*?<\/nav>|<newsledger-(since|check)>[\s\S]*?<\/newsledger-\1>/g, '')
    .replaceAll(
      /<(\w+)((?:\s+[\w:-]+="[^"]*")+)/g,
      (_, name: string, attributes: string) =>
        `<${name}${(attributes.match(/[\w:-]+="[^"]*"/g) ?? []).sort().join(' ')}`,
    )
    .replaceAll(/\s+/g, ' ')
    .replaceAll('> <', '><');

export const slider = (page: Page) => page.getByRole('slider', { name: /Moment shown/ });

export const live = (page: Page) => page.locator('.live[data-state=live]');

export function movingInTime(roomOf: () => ReadingRoom): void {
  describe('the slider', () => {
    test('shows of a version what the site shows of it, to the letter', async () => {
      const room = roomOf();
      const page = await room.open(path, { timezoneId: 'UTC' });
      await live(page).waitFor();
      const last = Number(await slider(page).getAttribute('max'));
      const faults: number[] = [];
      for (let version = last; version >= 1; version -= 3) {
        await slider(page).fill(String(version));
        await page.locator(`article[data-version="${version}"]`).waitFor();
        const query = version === last ? '' : `?asOf=version:${version}`;
        const [shown, sent] = await page.evaluate(async (address) => {
          const text = await (await fetch(address)).text();
          const there = new DOMParser().parseFromString(text, 'text/html').querySelector('article');
          return [document.querySelector('article')?.outerHTML ?? '', there?.outerHTML ?? ''] as const;
        }, path + query);
        if (markup(shown) !== markup(sent)) faults.push(version);
      }
      expect(faults).toEqual([]);
    });

    test('moves by keys alone, and the moment is in the address, to be shared', async () => {
      const room = roomOf();
      const page = await room.open(path);
      await live(page).waitFor();
      await slider(page).focus();
      await page.keyboard.press('Home');
      await until(
        'the first version is shown',
        async () => (await page.locator('article').getAttribute('data-version')) === '1',
      );
      for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('ArrowRight');
      await until('the address says so', () => page.url().endsWith('?asOf=version:4'));
      expect(await slider(page).getAttribute('aria-valuetext')).toMatch(/UTC Version 4 of \d+/);
      const card = page.getByRole('region', { name: 'What was known then' });
      expect(await card.innerText()).toMatch(/3,000/);
      const shared = await room.open(page.url().slice(room.url.length));
      await shared.getByText('You are looking at the past.').waitFor();
      await live(shared).or(shared.getByText('Live is paused')).first().waitFor();
      await slider(shared).focus();
      await shared.keyboard.press('End');
      await until('now is shown', () => shared.url().endsWith(path));
      await shared.getByRole('region', { name: 'What is known', exact: true }).waitFor();
      await shared.keyboard.press('PageDown');
      await until('a page of versions back', () => /asOf=version:\d+$/.test(shared.url()));
    });

    test('leaves the way to what stands further down a long timeline', async () => {
      const room = roomOf();
      const story = `timeline-${randomUUID()}`;
      const by = { parties: [{ id: 'office', name: 'The office' }], mode: 'paraphrase' };
      await room.send(
        story,
        { id: 'o', type: 'StoryOpened', data: { title: 'A long flood', language: 'en' } },
        ...Array.from({ length: 101 }, (_, at) => ({
          id: `said-${at}`,
          type: 'StatementIssued',
          data: { act: 'says', modality: 'asserted', proposition: `Mark ${at}`, by },
        })),
      );
      const page = await room.open(`/stories/${story}`);
      await live(page).waitFor();
      await page.getByRole('link', { name: 'More of the timeline' }).click();
      await page.waitForURL(/cursor=/);
      expect(await page.locator('.entry').count()).toBe(1);
    });

    test('tells what changed between any two moments, in sentences', async () => {
      const page = await roomOf().open(path);
      await live(page).waitFor();
      await page.getByLabel('From version').fill('4');
      await page.getByLabel('to version').fill('5');
      await page.getByRole('button', { name: 'Show what changed' }).click();
      const changes = page.getByRole('region', { name: 'What changed' });
      await changes.getByText(/^Between/).waitFor();
      expect(await changes.getByRole('listitem').allInnerTexts()).toEqual([
        expect.stringMatching(/from 3,000 to about 10,000 troops.*This is a revision, not a correction/s),
      ]);
      await until(
        'both moments are in the address',
        () => /from=4/.test(page.url()) && /asOf=version:5/.test(page.url()),
      );
      await page.reload();
      await page.getByText('Live is paused').waitFor();
      await changes.getByText(/^Between/).waitFor();
      expect(await changes.getByRole('listitem').count()).toBe(1);
    });
  });
}

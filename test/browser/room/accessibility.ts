import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { live, slider } from './moving-in-time.js';
import { sampleStory } from './reading-room.js';
import type { ReadingRoom } from './reading-room.js';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What depends on colours and on room; all else is the same in every look of a page, and costs time. */
const looks = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'];
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const wide = { width: 1_280, height: 900 };
const narrow = { width: 320, height: 700 };

interface Axe {
  readonly run: (context: Document, options: object) => Promise<AxeResults>;
}

async function findings(page: Page, values: readonly string[], type: 'tag' | 'rule'): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await readFile(axeFile, 'utf8'));
  await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
  const { violations } = await page.evaluate(
    (runOnly) => (window as unknown as { axe: Axe }).axe.run(document, { runOnly, resultTypes: ['violations'] }),
    { type, values },
  );
  return violations.map(({ id, nodes }) => {
    const places = nodes.slice(0, 3).map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`);
    return `${id}: ${places.join(' | ')}`;
  });
}

export function accessibility(roomOf: () => ReadingRoom): void {
  test('axe finds nothing in a story, light and dark, wide and narrow, now and then', async () => {
    const page = await roomOf().open(`/stories/${sampleStory}`, { viewport: wide, colorScheme: 'light' });
    await live(page).waitFor();
    expect(await findings(page, tags, 'tag')).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await findings(page, ['color-contrast', 'link-in-text-block'], 'rule')).toEqual([]);
    await page.setViewportSize(narrow);
    await slider(page).fill('20');
    await page.locator('article[data-version="20"]').waitFor();
    expect(await findings(page, looks, 'rule')).toEqual([]);
  }, 60_000);

  test('axe finds nothing in the verdicts on a story', async () => {
    const page = await roomOf().open(`/stories/${sampleStory}`, { viewport: narrow, colorScheme: 'light' });
    const check = page.getByRole('region', { name: 'Check this story' });
    const verdict = async (kind: string) => {
      await check.getByRole('button').click();
      await check.locator(`.verdict.${kind}`).waitFor();
      expect(await findings(page, tags, 'tag')).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await findings(page, looks, 'rule')).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
    };
    await verdict('proven');
    await page.route(/\/v1\/audit\/checkpoint/, (route) => route.fulfill({ body: 'no note' }));
    await verdict('broken');
    await page.route(/\/v1\/audit\/checkpoint/, (route) => route.abort());
    await verdict('open');
  }, 60_000);

  test.each([
    ['the list', '/'],
    ['a refusal', '/stories/nothing-here'],
  ])('axe finds nothing in %s', async (_what, path) => {
    const page = await roomOf().open(path, { viewport: narrow, colorScheme: 'light' });
    expect(await findings(page, tags, 'tag')).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await findings(page, looks, 'rule')).toEqual([]);
  });

  test('everything is reached by keyboard, in an order, and seen when it is', async () => {
    const page = await roomOf().open(`/stories/${sampleStory}`);
    await live(page).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    const reached = new Set<string>();
    for (let presses = 0; presses < 400; presses += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return undefined;
        const { outlineStyle } = getComputedStyle(element);
        const name = element.getAttribute('href') ?? element.getAttribute('type') ?? element.className;
        return { name: `${element.tagName} ${name}`, isSeen: outlineStyle !== 'none' };
      });
      if (at === undefined) break;
      expect(at).toEqual({ name: at.name, isSeen: true });
      reached.add(at.name);
    }
    const wanted = ['INPUT search', 'INPUT range', 'INPUT number', 'A #estimate-10000', 'A #us-dod-confirms-in-russia'];
    for (const name of wanted) expect(reached).toContain(name);
    expect([...reached].some((name) => name.startsWith('SUMMARY'))).toBe(true);
  }, 60_000);
}

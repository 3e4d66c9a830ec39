import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { randomUUID } from 'node:crypto';
import { live } from './moving-in-time.js';
import { sampleStory } from './reading-room.js';
import type { ReadingRoom } from './reading-room.js';

export function speed(roomOf: () => ReadingRoom): void {
  test('a page and its scripts weigh little', async () => {
    const html = await (await fetch(`${roomOf().url}/stories/${sampleStory}`)).arrayBuffer();
    expect(gzipSync(new Uint8Array(html)).length).toBeLessThanOrEqual(60_000);
    const scripts = (await readdir('dist/apps/web')).filter((name) => name.endsWith('.js'));
    const packed = await Promise.all(
      scripts.map(async (name) => [name, gzipSync(await readFile(`dist/apps/web/${name}`)).length] as const),
    );
    const weights = new Map(packed.map(([name, bytes]) => [name.replace(/-[\w]{10}\./, '.'), bytes]));
    expect([...weights.keys()].sort()).toEqual(['newsledger-check.js', 'newsledger-story.js', 'page.js']);
    // What checks a story is loaded when somebody wishes to.
    for (const script of ['page.js', 'newsledger-story.js'])
      expect((weights.get(script) ?? 0) + (weights.get('newsledger-check.js') ?? 0)).toBeLessThanOrEqual(90_000);
  });

  test('a page is there, and moves, soon: on a processor of a quarter of the speed', async () => {
    const room = roomOf();
    const page = await room.open('/');
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const times: { painted: number; moves: number }[] = [];
    for (let round = 0; round < 3; round += 1) {
      await page.goto(`${room.url}/stories/${sampleStory}`);
      await page.locator('newsledger-slider input').waitFor();
      times.push(
        await page.evaluate(() => ({
          painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
          moves: performance.now(),
        })),
      );
    }
    const [painted, moves] = [Math.min(...times.map((one) => one.painted)), Math.min(...times.map((one) => one.moves))];
    console.info(`painted after ${Math.round(painted)} ms, moves after ${Math.round(moves)} ms`);
    // The aims are half a second and a second; a machine that others work on too gets twice that.
    expect(painted).toBeLessThan(1_000);
    expect(moves).toBeLessThan(2_000);
  });

  test('the slider drags through 200 versions without a stutter', async () => {
    const room = roomOf();
    const story = `long-${randomUUID()}`;
    const by = { parties: [{ id: 'office', name: 'The office' }], mode: 'paraphrase' };
    const metric = { id: 'homes', label: 'homes without power', unit: 'homes' };
    const figure = (at: number) => ({
      id: `figure-${at}`,
      type: at === 0 ? 'EstimateIssued' : 'EstimateRevised',
      data: {
        metric,
        quantity: { value: 100 + at, unit: 'homes' },
        by,
        when: {
          edtf: `2026-03-01T${String(Math.floor(at / 5)).padStart(2, '0')}:${String((at % 5) * 10).padStart(2, '0')}:00Z`,
          basis: 'stated',
        },
        ...(at === 0 ? {} : { revises: `figure-${at - 1}`, cause: 'new-information' }),
      },
    });
    const said = (at: number) => ({
      id: `said-${at}`,
      type: 'StatementIssued',
      data: { act: 'says', modality: 'asserted', proposition: `The water stands at mark ${at}`, by },
    });
    await room.send(
      story,
      { id: 'opening', type: 'StoryOpened', data: { title: 'A long flood', language: 'en' } },
      ...Array.from({ length: 199 }, (_, at) => (at % 2 === 0 ? figure(at / 2) : said(at))),
    );
    const page = await room.open(`/stories/${story}`);
    await live(page).waitFor();
    const frames = await page.evaluate(async () => {
      const input = document.querySelector<HTMLInputElement>('input[type=range]');
      const began = performance.now();
      let count = 0;
      for (let version = 200; input !== null && version >= 1; version -= 1) {
        input.value = String(version);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise(requestAnimationFrame);
        count += 1;
      }
      return (count * 1_000) / (performance.now() - began);
    });
    console.info(`${Math.round(frames)} frames a second over 200 versions`);
    // The aim is 50; a machine that others work on too gets half of it.
    expect(frames).toBeGreaterThan(25);
  }, 90_000);
}

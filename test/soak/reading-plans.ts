import { openPool } from '#postgres';
import { badPlans, checkPlans } from '../parts/check-plans.js';
import { fillViews, longStory, shortStory } from '../parts/fill-views.js';
import { makeDatabase } from '../parts/make-database.js';
import { readSpans, readingsOf } from '../parts/reading-cases.js';

const warm = 6;
const timed = 20;

/** The plans of all that readers may ask, and how long a story of 10,000 events and one of 200 take to read. */
export async function runReadingPlans(superuserUrl: string, rows: number, tell: (line: string) => void) {
  const { owner } = await makeDatabase(superuserUrl);
  const pool = openPool({
    url: owner,
    schema: 'newsledger_views',
    beside: 'newsledger_views_blue',
    applicationName: 'soak',
    max: 2,
  });
  try {
    const filled = await fillViews(pool, rows);
    tell(`filled: ${JSON.stringify(filled)}`);
    const bad = badPlans(await checkPlans(pool));
    const spans = await readSpans(pool);
    const medians: Record<string, number> = {};
    for (const [story, span] of [
      [longStory, spans.long],
      [shortStory, spans.short],
    ] as const) {
      for (const [name, run] of Object.entries(readingsOf(story, span))) {
        medians[`${story}: ${name}`] = await medianOf(() => run(pool));
      }
    }
    if (bad.length > 0) throw new Error(`these plans are bad: ${JSON.stringify(bad, undefined, 2)}`);
    return { filled, medians };
  } finally {
    await pool.end();
  }
}

async function medianOf(run: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let turn = 0; turn < warm + timed; turn += 1) {
    const began = performance.now();
    await run();
    if (turn >= warm) taken.push(performance.now() - began);
  }
  return Math.round((taken.sort((one, other) => one - other)[timed / 2] ?? 0) * 10) / 10;
}

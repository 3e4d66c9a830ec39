import type pg from 'pg';
import { blocksOf, planOf, statementsOf, unboundedNodes } from './read-plan.js';
import type { PlanMode } from './read-plan.js';
import { longStory, shortStory } from './fill-views.js';
import { readSpans, readingsAcross, readingsOf } from './reading-cases.js';

const tables = new Set(['log', 'view_row', 'change', 'said_by', 'story_head']);
const modes: readonly PlanMode[] = ['force_generic_plan', 'force_custom_plan'];

/** One statement of one reading, as Postgres ran it. */
export interface CheckedPlan {
  readonly reading: string;
  readonly statement: string;
  readonly mode: PlanMode;
  readonly unbounded: readonly string[];
  readonly blocks: number;
}

/** Runs all that readers may ask of filled views, and tells how each statement was run. */
export async function checkPlans(pool: pg.Pool): Promise<readonly CheckedPlan[]> {
  const spans = await readSpans(pool);
  const readings = [
    ...Object.entries(readingsOf(longStory, spans.long)).map(([name, run]) => [`long: ${name}`, run] as const),
    ...Object.entries(readingsOf(shortStory, spans.short)).map(([name, run]) => [`short: ${name}`, run] as const),
    ...Object.entries(readingsAcross(spans)).map(([name, run]) => [`across: ${name}`, run] as const),
  ];
  const checked: CheckedPlan[] = [];
  const client = await pool.connect();
  try {
    for (const [reading, run] of readings) {
      for (const statement of await statementsOf(pool, run)) {
        for (const mode of modes) {
          const plan = await planOf(client, statement, mode, true);
          const unbounded = unboundedNodes(plan, tables);
          checked.push({ reading, statement: statement.name, mode, unbounded, blocks: blocksOf(plan) });
        }
      }
    }
  } finally {
    client.release(true);
  }
  return checked;
}

// Lists look up each of the 1,000 stories that changed last, and a look-up among a million rows touches a dozen blocks.
/** Blocks that a reading may touch, whatever else there is. */
export const mostBlocks = { nothing: 1_000, short: 1_500, long: 15_000, across: 15_000, search: 40_000 } as const;

/** The plans that read what they should not. */
export const badPlans = (checked: readonly CheckedPlan[]): readonly CheckedPlan[] =>
  checked.filter(({ reading, unbounded, blocks }) => unbounded.length > 0 || blocks > mostOf(reading));

function mostOf(reading: string): number {
  if (/by nobody|for no |too late/.test(reading)) return mostBlocks.nothing;
  if (reading.includes('said by')) return mostBlocks.search;
  if (reading.startsWith('across: search')) return mostBlocks.search;
  if (reading.startsWith('long')) return mostBlocks.long;
  return reading.startsWith('short') ? mostBlocks.short : mostBlocks.across;
}

import type pg from 'pg';
import { StoppingError } from '#errors';
import { readStoriesInOrder } from '#ledger';
import { lead, openPool } from '#postgres';
import type { DatabaseOptions } from '#postgres';
import { buildGeneration, compareGenerations, dropGeneration, inSlot, readGenerations, readPlace } from '#views';
import type { BuildReport, Slot } from '#views';
import { AuditFault } from '#proof';

/**
 * Folds the ledger anew beside the views that readers see, and compares the two row by row. Answers a reason where they
 * cannot be compared. Throws an AuditFault.
 */
export async function verifyViews(
  ledger: pg.Pool,
  views: DatabaseOptions,
  report: BuildReport,
): Promise<string | undefined> {
  const pools = new Map<Slot, pg.Pool>();
  const poolOf = (slot: Slot) => {
    const pool = pools.get(slot) ?? openPool({ ...inSlot(views, slot), max: 4 });
    pools.set(slot, pool);
    return pool;
  };
  const once = new AbortController();
  const lease = await lead(views, 'rebuild', once.signal, () => once.abort());
  if (lease === undefined) throw new StoppingError('A rebuild is under way: try again once it has ended.');
  try {
    const shown = (await readGenerations(poolOf('blue'))).find(({ isShown }) => isShown);
    if (shown === undefined) throw new StoppingError('No generation of the views is shown: run "newsledger migrate".');
    const source = {
      name: 'ledger',
      page: (...span: Parameters<Page>) => readStoriesInOrder(ledger, ...span),
    } as const;
    const built = await buildGeneration({ poolOf, source }, report);
    const pool = poolOf(built.slot);
    try {
      if (built.definition !== shown.definition) return 'The views that are shown are of an older release.';
      const { position } = await readPlace(pool);
      const slots = { shown: shown.slot, built: built.slot };
      const { drift } = await compareGenerations(pool, views.schema, slots, position, report);
      const [first] = drift;
      if (first === undefined) return undefined;
      const { view, story, row, field, shown: found, built: expected } = first;
      throw new AuditFault({
        ...{ what: 'views', story, expected: tell(expected), found: tell(found) },
        detail: `The ${view} of ${story} differ at ${row}${field === '' ? '' : `, ${field}`}.`,
      });
    } finally {
      await dropGeneration(pool, built);
    }
  } finally {
    await lease.release();
    await Promise.all([...pools.values()].map((pool) => pool.end()));
  }
}

type Page = (behind: { readonly story: string; readonly version: number }, to: number) => unknown;

const tell = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

import type pg from 'pg';
import { StoppingError } from '#errors';
import { lead, openPool } from '#postgres';
import type { DatabaseOptions } from '#postgres';
import {
  buildGeneration,
  dropGeneration,
  endFeeding,
  inSlot,
  logSource,
  readGenerations,
  showGeneration,
  viewsDefinition,
} from '#views';
import type { BuildProgress, Generation, Slot } from '#views';

export interface DefinitionHouse {
  readonly database: DatabaseOptions;
  readonly onProgress: (progress: BuildProgress) => void;
  readonly signal: AbortSignal;
  /** What this code folds events into. */
  readonly definition?: number;
}

/**
 * Where what readers see was folded by an earlier definition, folds all views anew and shows them. Readers see the old ones
 * meanwhile, as they stood: this code cannot feed them, nor any other generation of another definition, whose feeding ends.
 * Answers whether it showed others.
 */
export async function showThisDefinition(house: DefinitionHouse): Promise<boolean> {
  const { database, onProgress, signal, definition = viewsDefinition } = house;
  const pools = new Map<Slot, pg.Pool>();
  // Without a limit for statements: an index of a large table takes its time.
  const poolOf = (slot: Slot) => {
    const pool = pools.get(slot) ?? openPool({ ...inSlot(database, slot), max: 3 });
    pools.set(slot, pool);
    return pool;
  };
  try {
    if (await showsDefinition(poolOf('blue'), definition)) return false;
    const lease = await lead(database, 'rebuild', signal, () => undefined);
    if (lease === undefined) return false;
    try {
      // Somebody else may have built and shown it while this waited.
      if (await showsDefinition(poolOf('blue'), definition)) return false;
      const shown = await shownIn(poolOf('blue'));
      const stop = AbortSignal.any([signal, lease.lost]);
      const source = logSource(poolOf('blue'));
      const built = await buildGeneration({ poolOf, source, definition }, { onProgress, signal: stop });
      await showGeneration(poolOf(built.slot), built.number);
      await dropGeneration(poolOf(shown.slot), shown, { signal: stop });
    } finally {
      await lease.release();
    }
    return true;
  } finally {
    await Promise.all([...pools.values()].map((pool) => pool.end()));
  }
}

/** Whether what readers see is of the definition; no other is fed then. Throws where it is of a later one. */
async function showsDefinition(pool: pg.Pool, definition: number): Promise<boolean> {
  const shown = await shownIn(pool);
  if (shown.definition > definition) {
    throw new StoppingError(
      `The views were folded by definition ${shown.definition}, newer than this version of Newsledger knows (${definition}): start the newer version instead, or fold them anew with this one (newsledger rebuild).`,
    );
  }
  if (shown.definition < definition) return false;
  const others = (await readGenerations(pool)).filter(
    (one) => one.fedFrom !== undefined && one.definition !== definition,
  );
  for (const { number } of others) await endFeeding(pool, number);
  return true;
}

async function shownIn(pool: pg.Pool): Promise<Generation> {
  const shown = (await readGenerations(pool)).find(({ isShown }) => isShown);
  if (shown === undefined) throw new StoppingError('No generation of the views is shown: run "newsledger migrate".');
  return shown;
}

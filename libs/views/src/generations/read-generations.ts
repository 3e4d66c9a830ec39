import type pg from 'pg';
import type { ParkedReason, ParkedStories, ParkedStory } from '../parked-story.js';
import type { FoldedView, Slot } from './slot.js';

export interface Generation {
  readonly number: number;
  readonly slot: Slot;
  readonly definition: number;
  readonly source: string;
  /** What is folded anew; the rest is taken from the generation that was shown. */
  readonly folded: readonly FoldedView[];
  readonly filledTo: number;
  /** The last story that is filled; undefined where none is. */
  readonly filledStory: string | undefined;
  /** Those that are folded event by event, once there are indexes. */
  readonly longStories: readonly string[];
  readonly isIndexed: boolean;
  /** Since which position the projector feeds it; undefined while it is built. */
  readonly fedFrom: number | undefined;
  readonly isShown: boolean;
  /** Whether readers saw it before, and do not now. */
  readonly wasShown: boolean;
}

interface GenerationRow {
  readonly number: number;
  readonly slot: Slot;
  readonly definition: number;
  readonly source: string;
  readonly folded: readonly FoldedView[];
  readonly filled_to: number;
  readonly filled_story: string | null;
  readonly long_stories: readonly string[];
  readonly is_indexed: boolean;
  readonly fed_from: number | null;
  readonly is_shown: boolean;
  readonly was_shown: boolean;
}

/** The generations that are there, the one that is shown first. */
export async function readGenerations(db: pg.Pool | pg.ClientBase): Promise<readonly Generation[]> {
  const { rows } = await db.query<GenerationRow>(
    `select g.number, g.slot, g.definition, g.source, g.folded, g.filled_to, g.filled_story, g.long_stories, g.is_indexed,
       g.fed_from, s.generation is not null as is_shown, s.generation is null and g.left_at is not null as was_shown
     from generation g left join shown s on s.generation = g.number
     where g.dropped_at is null order by is_shown desc, g.number`,
  );
  return rows.map((row) => ({
    number: row.number,
    slot: row.slot,
    definition: row.definition,
    source: row.source,
    folded: row.folded,
    filledTo: row.filled_to,
    filledStory: row.filled_story ?? undefined,
    longStories: row.long_stories,
    isIndexed: row.is_indexed,
    fedFrom: row.fed_from ?? undefined,
    isShown: row.is_shown,
    wasShown: row.was_shown,
  }));
}

interface ParkedRow {
  readonly story: string;
  readonly position: number;
  readonly event: number;
  readonly reason: ParkedReason;
  readonly detail: string;
}

/**
 * Waits for whoever is writing to a generation that is built, until the transaction ends: a rebuild that was killed in its
 * commit is out of sight, and the database still at it. All that builds holds the generation that it writes to.
 */
export async function holdGenerations(db: pg.Pool | pg.ClientBase): Promise<void> {
  await db.query(`select from generation where dropped_at is null for no key update`);
}

/** The stories that are parked in the slot that is read from. */
export async function readParked(db: pg.Pool | pg.ClientBase): Promise<ParkedStories> {
  const { rows } = await db.query<ParkedRow>(
    `select story, position, event, reason, detail from parked where healed is null order by position`,
  );
  return new Map(rows.map((row): [string, ParkedStory] => [row.story, row]));
}

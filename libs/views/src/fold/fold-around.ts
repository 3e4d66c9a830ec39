import type { ShownEvent } from '#events';
import type { PlacedChange } from '../changes.js';
import type { ParkedStories, ParkedStory } from '../parked-story.js';
import { isOfData } from '../is-of-data.js';
import { foldBatch } from './fold-batch.js';
import type { FoldedBatch, ReadRows } from './fold-batch.js';
import { UnprojectableError } from './unprojectable.js';

/** A batch as far as it can be folded, with the stories that it parks. */
export interface FoldedAround extends FoldedBatch {
  readonly parked: readonly ParkedStory[];
}

/**
 * Folds whole commits around what cannot be folded: a story is parked from the publish on that has such an event, and of
 * its events each leaves a change that says so. `before` are the stories that are parked already.
 */
export async function foldAround(
  events: readonly ShownEvent[],
  readRows: ReadRows,
  before: ParkedStories = new Map(),
): Promise<FoldedAround> {
  const parked = new Map(before);
  const isFlowing = ({ story, position }: ShownEvent) => position < (parked.get(story)?.position ?? Infinity);
  for (;;) {
    const flowing = events.filter(isFlowing);
    try {
      const folded = await foldBatch(flowing, readRows);
      const changes = folded.changes.values();
      return {
        events,
        rows: folded.rows,
        changes: events.map((event) =>
          isFlowing(event) ? (changes.next().value as PlacedChange) : changeOfParked(event),
        ),
        parked: [...parked.values()].filter(({ story }) => !before.has(story)),
      };
    } catch (error) {
      const { event, reason, message } = await findEvent(error, flowing, readRows);
      parked.set(event.story, parkedAt(events, event, reason, message));
    }
  }
}

/** What stands in the way, as of one event: stories are tried one by one where the error does not say. */
async function findEvent(
  error: unknown,
  events: readonly ShownEvent[],
  readRows: ReadRows,
): Promise<UnprojectableError> {
  if (error instanceof UnprojectableError) return error;
  // Data of a wrong shape shows so, here or where rows are looked up by it. A database that is away parks nothing.
  if (!(error instanceof TypeError || error instanceof RangeError || isOfData(error))) throw error;
  for (const story of new Set(events.map((event) => event.story))) {
    const own = events.filter((event) => event.story === story);
    for (const [at, event] of own.entries()) {
      try {
        await foldBatch(own.slice(0, at + 1), readRows);
      } catch (found) {
        if (found instanceof UnprojectableError) return found;
        const { message } = found as Error;
        return new UnprojectableError(event, 'unfoldable', `cannot be folded: ${message}`);
      }
    }
  }
  throw error;
}

/** A story parked from the publish on that the event is of. */
export function parkedAt(
  events: readonly ShownEvent[],
  event: ShownEvent,
  reason: ParkedStory['reason'],
  detail: string,
): ParkedStory {
  const { story, commit } = event;
  const first = events.find((one) => one.commit === commit)?.position ?? event.position;
  return { story, position: first, event: event.position, reason, detail };
}

const changeOfParked = ({ type, position }: ShownEvent): PlacedChange => ({
  rank: 1,
  subject: '',
  about: position,
  voices: [],
  change: { change: 'parked', type },
});

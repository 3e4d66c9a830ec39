import type { ShownEvent } from '#events';
import type { PlacedChange } from '../changes.js';
import type { ParkedStories, ParkedStory } from '../parked-story.js';
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
      if (!(error instanceof UnprojectableError)) throw error;
      const { event, reason, message } = error;
      parked.set(event.story, parkedAt(events, event, reason, message));
    }
  }
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

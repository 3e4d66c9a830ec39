import type { NewEvent } from '#events';
import { opened, storyOf } from '../../libs/story/src/story-examples.js';
import { naiveFold } from './naive-fold.js';
import type { LedgerEvent, NaiveRow } from './naive-fold.js';

/** When the event at a position was recorded. */
export const at = (position: number) => `2024-10-29T00:00:00.${String(position).padStart(6, '0')}Z`;

/** The rows of one story, whose opening has position 1. Throws where an event would be refused. */
export function rowsOf(...events: readonly NewEvent[]): NaiveRow[] {
  const history = [opened('story'), ...events];
  storyOf(history);
  return naiveFold(
    history.map(({ id, type, bytes }, index): LedgerEvent => {
      const recorded = { recorded_at: at(index + 1), recorded_by: 'key-1', published_at: null };
      return { position: index + 1, story: 'troops', id, type, ...recorded, data: bytes };
    }),
  );
}

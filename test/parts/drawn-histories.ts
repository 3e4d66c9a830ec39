import fc from 'fast-check';
import { step } from '../../libs/story/src/story-histories.js';
import { beginning, eventsOf } from '../../libs/story/src/story-steps.js';

/** Of two stories. */
export const histories = fc.array(
  fc.array(step, { maxLength: 16, size: 'max' }).map((steps) => [...beginning, ...eventsOf(steps, beginning, 'h')]),
  { minLength: 2, maxLength: 2 },
);
/** Behind which event a batch ends. */
export const cuts = fc.array(fc.nat(3), { minLength: 50, maxLength: 50 }).map((lots) => lots.map((lot) => lot === 0));

/** What `recorded` calls them. */
export const historyStories = ['story-0', 'story-1'];

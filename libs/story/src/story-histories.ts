import fc from 'fast-check';
import { beginning, eventsOf, stepTypes } from './story-steps.js';

/** What somebody tries to publish next. */
export const step = fc.record({
  type: fc.constantFrom(...stepTypes),
  picks: fc.array(fc.nat(39), { minLength: 9, maxLength: 9 }),
  luck: fc.array(fc.nat(14), { minLength: 5, maxLength: 5 }),
});
/** Events in an order in which most of them are accepted. */
export const history = fc
  .array(step, { maxLength: 24, size: 'max' })
  .map((steps) => [...beginning, ...eventsOf(steps, beginning, 'h')]);
export const batch = fc.array(step, { minLength: 1, maxLength: 6, size: 'max' });

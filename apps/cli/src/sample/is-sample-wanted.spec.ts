import { isSampleWanted } from './is-sample-wanted.js';

const ledger = { isAskedFor: false, isEmbedded: true, isEmpty: false, isThere: false };

test.each([
  ['our own ledger that is empty', true, { isEmpty: true }],
  ['our own ledger where it was begun', true, { isThere: true }],
  ['our own ledger that holds other stories only', false, {}],
  ['a ledger of somebody else that is empty', false, { isEmbedded: false, isEmpty: true }],
  ['a ledger of somebody else where it was begun', false, { isEmbedded: false, isThere: true }],
  ['a ledger of somebody else, when it is asked for', true, { isEmbedded: false, isAskedFor: true }],
])('for %s: %s', (_ledger, wanted, differences) => {
  expect(isSampleWanted({ ...ledger, ...differences })).toBe(wanted);
});

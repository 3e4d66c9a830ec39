import type { EstimateRevised, Quantity, ShownEvent } from '#events';
import type { Change } from '../changes.js';
import type { EstimateRow } from '../rows.js';
import { putInPlace } from './fold-order.js';
import { extentOf, optional, recordedOf, saidBy } from './recorded.js';
import type { RowDraft } from './row-draft.js';

export function foldRevision(event: ShownEvent, data: EstimateRevised, rows: RowDraft): Change {
  const { story, id, position: at } = event;
  const before = rows.find(story, 'estimate', data.revises);
  if (before !== undefined) {
    rows.put({ ...before, doc: { ...before.doc, status: 'superseded', revisedBy: id } }, at);
  }
  const { revises, cause, metric, quantity: to } = data;
  const chain = before?.doc.chain ?? revises;
  const doc: EstimateRow = { ...recordedOf(event), status: endStatus(data), chain, revises, data };
  putInPlace({ story, kind: 'estimate', key: id, doc }, rows, at);
  const from = before?.doc.data.quantity;
  return {
    change: cause === 'withdrawn' ? 'withdrawn' : 'revised',
    metric,
    revises,
    cause,
    ...optional({ from, to, difference: differenceOf(from, to) }),
    ...extentOf(data),
    ...saidBy(data, story, rows),
  };
}

/** The status of a figure that nothing has revised. */
export function endStatus(data: EstimateRow['data']): 'current' | 'withdrawn' {
  return 'cause' in data && data.cause === 'withdrawn' ? 'withdrawn' : 'current';
}

/** Bounds and vague words have no difference: none was given, and we invent none. */
function differenceOf(from: Quantity | undefined, to: Quantity | undefined): number | undefined {
  if (from?.value === undefined || to?.value === undefined || from.unit !== to.unit) return undefined;
  // 15 digits are what a figure may have: 0.3 - 0.1 is not 0.19999999999999998.
  return Number((to.value - from.value).toPrecision(15));
}

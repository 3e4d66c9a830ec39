import type { EstimateRevised, StoredEvent } from '#events';
import type { Change, EstimateRow } from '../rows.js';
import { extentOf, optional, recordedOf, saidBy } from './recorded.js';
import type { RowDraft } from './row-draft.js';

export function foldRevision(event: StoredEvent, data: EstimateRevised, rows: RowDraft): Change {
  const { story, id, position: at } = event;
  const before = rows.find(story, 'estimate', data.revises);
  if (before !== undefined) {
    rows.put({ ...before, doc: { ...before.doc, status: 'superseded', revisedBy: id } }, at);
  }
  const { revises, cause, metric, quantity: to } = data;
  const doc: EstimateRow = { ...recordedOf(event), status: endStatus(data), revises, data };
  rows.put({ story, kind: 'estimate', key: id, doc }, at);
  return {
    change: cause === 'withdrawn' ? 'withdrawn' : 'revised',
    metric,
    revises,
    cause,
    ...optional({ from: before?.doc.data.quantity, to }),
    ...extentOf(data),
    ...saidBy(data, story, rows),
  };
}

/** The status of a figure that nothing has revised. */
export function endStatus(data: EstimateRow['data']): 'current' | 'withdrawn' {
  return 'cause' in data && data.cause === 'withdrawn' ? 'withdrawn' : 'current';
}

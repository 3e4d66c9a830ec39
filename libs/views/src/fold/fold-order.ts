import { edtfBounds } from '#events';
import type { When } from '#events';
import { orderKey } from '../order/order-key.js';
import { orderPoints } from '../order/order-points.js';
import type { OrderPoint } from '../order/order-point.js';
import { isTimedKind } from '../rows.js';
import type { Order, Row, RowOfFact, TimedKind } from '../rows.js';
import type { RowDraft } from './row-draft.js';
import { namedIn } from './wanted.js';

type TimedRow = Extract<Row, { kind: TimedKind }>;

/** Puts the row of a new fact in its place; those that it says to be before or after it may move. */
export function putInPlace(row: TimedRow, rows: RowDraft, at: number): void {
  if (!hasPlace(row)) {
    rows.put(row, at);
  } else if (namedIn(row).length === 0) {
    // No fact can name it yet.
    const { earliest, latest } = boundsOf(whenOf(row));
    const order = orderAt({ at: earliest ?? latest, rank: 0, latest });
    rows.put({ ...row, doc: { ...row.doc, order } } as Row, at);
  } else {
    rows.put(row, at);
    orderAnew(row.story, rows, at, [row.key]);
  }
}

/**
 * Places all facts anew that are before or after another, and those in `also`, which were until now. A fact said in a
 * statement shares its place.
 */
export function orderAnew(story: string, rows: RowDraft, at: number, also: readonly string[]): void {
  const points = new Map<string, OrderPoint & { readonly row: TimedRow; before: string[]; after: string[] }>();
  const pointOf = (id: string): string | undefined => {
    const row = placedRow(story, id, rows);
    if (row === undefined) return undefined;
    if (!points.has(row.key)) {
      const { position } = row.doc;
      points.set(row.key, { id: row.key, position, bounds: boundsOf(whenOf(row)), before: [], after: [], row });
    }
    return row.key;
  };
  for (const row of rows.all(story)) {
    if (!isTimed(row) || namedIn(row).length === 0) continue;
    const when = whenOf(row);
    const own = pointOf(row.key);
    const others = (ids: readonly string[] | undefined) =>
      (ids ?? []).map(pointOf).filter((id) => id !== undefined && id !== own) as string[];
    const point = own === undefined ? undefined : points.get(own);
    point?.before.push(...others(when?.before));
    point?.after.push(...others(when?.after));
  }
  for (const id of also) pointOf(id);
  const standings = orderPoints([...points.values()]);
  for (const { row } of points.values()) {
    const standing = standings.get(row.key);
    if (standing === undefined) continue;
    const order = orderAt(standing);
    const { order: before } = row.doc;
    if (before?.key === order.key && before.latest === order.latest) continue;
    rows.put({ ...row, doc: { ...row.doc, order } } as Row, at);
  }
}

/** The row whose place the fact has: its own, or that of the statement that it was said in. */
export function placedRow(story: string, id: string, rows: RowDraft): TimedRow | undefined {
  const seen = new Set<string>();
  let row = rows.get(story, id);
  while (row !== undefined && isTimed(row) && saidInOf(row) !== undefined && !seen.has(row.key)) {
    seen.add(row.key);
    row = rows.get(story, saidInOf(row) ?? '');
  }
  return row !== undefined && hasPlace(row) ? row : undefined;
}

/** Whether the row has a place of its own on the axis. A claim that nobody is said to have made has none. */
function hasPlace(row: Row): row is TimedRow {
  if (!isTimed(row) || saidInOf(row) !== undefined) return false;
  return row.kind !== 'claim' || row.doc.data.by !== undefined || row.doc.data.when !== undefined;
}

const isTimed = (row: Row): row is TimedRow => isTimedKind(row.kind);

const whenOf = (row: TimedRow): When | undefined =>
  row.kind === 'source' ? row.doc.data.published : row.doc.data.when;

const saidInOf = (row: RowOfFact): string | undefined => ('saidIn' in row.doc.data ? row.doc.data.saidIn : undefined);

const boundsOf = (when: When | undefined) => (when?.edtf === undefined ? {} : edtfBounds(when.edtf, when.zone));

function orderAt(standing: { at: number | undefined; rank: number; latest: number | undefined }): Order {
  const { latest } = standing;
  return { key: orderKey(standing), ...(latest === undefined ? {} : { latest }) };
}

import type { FactRetracted, ShownEvent } from '#events';
import type { Change } from '../changes.js';
import type { EstimateRow, RetractionRow, Row } from '../rows.js';
import { endStatus } from './fold-estimate.js';
import { claimsBehind, tellStandsAnew } from './fold-stands.js';
import { labelOf, namedRow, optional, recordedOf, without } from './recorded.js';
import type { RowDraft } from './row-draft.js';

export function foldRetraction(event: ShownEvent, { fact, reason }: FactRetracted, rows: RowDraft): Change {
  const { story, id, position: at, recordedBy } = event;
  const target = namedRow(story, fact, rows);
  const { kind } = target;
  const wasEnd = target.kind === 'estimate' && target.doc.status !== 'superseded';
  const status = kind === 'estimate' ? { status: 'retracted' } : {};
  rows.put({ ...target, doc: { ...target.doc, ...status, retractedBy: id } } as unknown as Row, at);
  const stoodSince = target.doc.recordedAt;
  const doc: RetractionRow = { ...recordedOf(event), recordedBy, fact, kind, reason, stoodSince };
  rows.put({ story, kind: 'retraction', key: id, doc }, at);
  const again = wasEnd ? makeCurrentAgain(story, target.doc.revises, rows, at) : undefined;
  const claims = kind === 'position' ? [...claimsBehind(target, rows)] : [];
  const stands = claims.flatMap((claim) => tellStandsAnew(event, claim, rows));
  const left = stands.length === 0 ? undefined : stands.map(({ party, stance }) => ({ party, stance }));
  return { change: 'retracted', fact, kind, label: labelOf(target), reason, ...optional({ again, left }) };
}

/** The last figure of the chain before the retracted end that still stands is the end now. */
function makeCurrentAgain(story: string, id: string | undefined, rows: RowDraft, at: number) {
  for (let key = id; key !== undefined;) {
    const before = rows.find(story, 'estimate', key);
    if (before === undefined) throw new Error(`the figure ${key} of ${story}, which was revised, is not at hand`);
    if (before.doc.status !== 'retracted') {
      const doc: EstimateRow = { ...without(before.doc, 'revisedBy'), status: endStatus(before.doc.data) };
      rows.put({ ...before, doc }, at);
      return { id: key, ...optional({ quantity: doc.data.quantity }) };
    }
    key = before.doc.revises;
  }
  return undefined;
}

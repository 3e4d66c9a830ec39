import { canonicalJson, mergePatch } from '#events';
import type { FactCorrected, Json, ShownEvent } from '#events';
import { headerKey } from '../rows.js';
import type { Change } from '../changes.js';
import type { CorrectionRow, EstimateRow, HeaderRow, RowOfFact } from '../rows.js';
import { endStatus } from './fold-estimate.js';
import { orderAnew, placedRow } from './fold-order.js';
import { claimsBehind, tellStandsAnew } from './fold-stands.js';
import { labelOf, namedRow, optional, recordedOf, without } from './recorded.js';
import type { RowDraft } from './row-draft.js';
import { mayMove, namedIn } from './wanted.js';

export function foldCorrection(event: ShownEvent, data: FactCorrected, rows: RowDraft): Change {
  const { story, id, position: at, recordedAt, recordedBy } = event;
  const target = namedRow(story, data.fact, rows);
  const old = target.doc.data as unknown as Json;
  const mended = mergePatch(old, data.patch as Json);
  const touched = Object.keys(data.patch);
  const doc: CorrectionRow = {
    ...recordedOf(event),
    recordedBy,
    fact: data.fact,
    kind: target.kind,
    reason: data.reason,
    stoodSince: earliest(touched.map((field) => target.doc.mended?.[field] ?? target.doc.recordedAt)),
    was: pick(old, touched),
    now: pick(mended, touched),
  };
  const corrections = [...(target.doc.corrections ?? []), id];
  const mendedAt = { ...target.doc.mended, ...Object.fromEntries(touched.map((field) => [field, recordedAt])) };
  const isMoved = mayMove(data.patch);
  const row = {
    ...target,
    doc: {
      ...(isMoved ? withoutOrder(target.doc) : target.doc),
      ...statusAfter(target, mended),
      corrections,
      mended: mendedAt,
      data: mended,
    },
  } as unknown as RowOfFact;
  const placedBefore = isMoved ? placedRow(story, target.key, rows)?.key : undefined;
  rows.put(row, at);
  if (isMoved)
    orderAnew(story, rows, at, [...namedIn(target), target.key, ...(placedBefore === undefined ? [] : [placedBefore])]);
  if (isMoved || target.kind === 'claim')
    for (const claim of claimsBehind(row, rows)) tellStandsAnew(event, claim, rows);
  mendHeader(story, row, rows, at);
  rows.put({ story, kind: 'correction', key: id, doc }, at);
  const { fact, kind, reason, was, now } = doc;
  return { change: 'corrected', fact, kind, label: labelOf(target), reason, was, now };
}

/** A correction of its cause makes the end of a chain a withdrawal, or a figure again. */
function statusAfter(target: RowOfFact, mended: Json): Partial<EstimateRow> {
  if (target.kind !== 'estimate' || target.doc.status === 'superseded' || target.doc.status === 'retracted') return {};
  return { status: endStatus(mended as unknown as EstimateRow['data']) };
}

/** The header says what the facts that it was taken from say now. */
function mendHeader(story: string, row: RowOfFact, rows: RowDraft, at: number): void {
  const before = rows.find(story, 'header', headerKey);
  if (before === undefined) return;
  let doc: HeaderRow = before.doc;
  const id = row.key;
  if ((row.kind === 'story' || row.kind === 'title') && doc.titledBy === id) {
    doc = { ...doc, title: row.doc.data.title };
  }
  if (row.kind === 'story') {
    doc = { ...doc, language: row.doc.data.language };
    if ((doc.summarisedBy ?? id) === id) doc = summarised(doc, id, { summary: row.doc.data.summary });
  }
  if (row.kind === 'summary' && doc.summarisedBy === id) doc = summarised(doc, id, row.doc.data);
  if (doc !== before.doc && canonicalJson(doc) !== canonicalJson(before.doc)) rows.put({ ...before, doc }, at);
}

function summarised(
  doc: HeaderRow,
  id: string,
  said: { summary?: string | undefined; lead?: string; keyFacts?: string[] },
): HeaderRow {
  const rest = without(doc, 'summary', 'summarisedBy', 'lead', 'keyFacts');
  const { summary, lead, keyFacts } = said;
  return summary === undefined ? rest : { ...rest, summary, summarisedBy: id, ...optional({ lead, keyFacts }) };
}

const earliest = (times: readonly string[]) => times.reduce((one, other) => (one < other ? one : other));

const withoutOrder = (doc: RowOfFact['doc']) => ('order' in doc ? without(doc, 'order') : doc);

function pick(value: Json, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(value as object).filter(([name]) => names.includes(name)));
}

import { mergePatch } from '#events';
import type { EstimateRevised, Fact, FactCorrected, Json, Said, StoredEvent } from '#events';
import type { Change, CorrectionRow, EstimateRow, Row } from '../rows.js';
import { utteranceOf } from '../utterance.js';
import type { RowDraft } from './row-draft.js';

type Recorded = Pick<EstimateRow, 'id' | 'position' | 'recordedAt' | 'publishedAt'>;

/** The facts whose rows must be at hand before the event is folded. */
export function factsNeeded(fact: Fact): string[] {
  switch (fact.type) {
    case 'StoryOpened':
    case 'SourceFiled':
      return [];
    case 'EstimateIssued':
    case 'StatementIssued':
      return saidIn(fact.data);
    case 'EstimateRevised':
      return [fact.data.revises, ...saidIn(fact.data)];
    case 'FactCorrected':
      return [fact.data.fact, ...saidIn(fact.data.patch)];
  }
}

/** The facts that a row, once at hand, leads on to. */
export function factsBehind(row: Row): string[] {
  return row.kind === 'statement' || row.kind === 'estimate' ? saidIn(row.doc.data) : [];
}

const saidBy = (said: Said, story: string, rows: RowDraft) =>
  utteranceOf(said, (id) => rows.find(story, 'statement', id)?.doc.data);

// In a patch, null takes the field away.
const saidIn = (said: { readonly saidIn?: string | null }) => (typeof said.saidIn === 'string' ? [said.saidIn] : []);

/**
 * What an event does to the views of its story: the rows that begin, and what a reader must be told. Depends on the
 * event and the rows alone, never on when it is folded.
 */
export function foldEvent(event: StoredEvent, fact: Fact, rows: RowDraft): Change {
  const { story, id, position: at } = event;
  const key = { story, key: id };
  const recorded: Recorded = {
    id,
    position: at,
    recordedAt: event.recordedAt,
    ...(event.publishedAt === undefined ? {} : { publishedAt: event.publishedAt }),
  };
  switch (fact.type) {
    case 'StoryOpened':
      rows.put({ ...key, kind: 'story', doc: { ...recorded, status: 'open', data: fact.data } }, at);
      return { change: 'opened', title: fact.data.title };
    case 'SourceFiled': {
      const { data } = fact;
      rows.put({ ...key, kind: 'source', doc: { ...recorded, data } }, at);
      return {
        change: 'filed',
        title: data.title,
        ...(data.publisher === undefined ? {} : { publisher: data.publisher }),
      };
    }
    case 'EstimateIssued': {
      const { data } = fact;
      rows.put({ ...key, kind: 'estimate', doc: { ...recorded, status: 'current', data } }, at);
      return {
        change: 'issued',
        metric: data.metric,
        quantity: data.quantity,
        ...saidBy(data, story, rows),
      };
    }
    case 'EstimateRevised':
      return foldRevision(event, fact.data, recorded, rows);
    case 'StatementIssued': {
      const { data } = fact;
      rows.put({ ...key, kind: 'statement', doc: { ...recorded, data } }, at);
      return {
        change: 'stated',
        act: data.act,
        modality: data.modality,
        proposition: data.proposition,
        ...(data.condition === undefined ? {} : { condition: data.condition }),
        ...(data.wording === undefined ? {} : { wording: data.wording }),
        ...saidBy(data, story, rows),
      };
    }
    case 'FactCorrected':
      return foldCorrection(event, fact.data, recorded, rows);
  }
}

function foldRevision(event: StoredEvent, data: EstimateRevised, recorded: Recorded, rows: RowDraft): Change {
  const { story, id, position: at } = event;
  const before = rows.find(story, 'estimate', data.revises);
  if (before !== undefined) {
    rows.put({ ...before, doc: { ...before.doc, status: 'superseded', revisedBy: id } }, at);
  }
  rows.put(
    { story, kind: 'estimate', key: id, doc: { ...recorded, status: statusOf(data), revises: data.revises, data } },
    at,
  );
  const from = before?.doc.data.quantity;
  return {
    change: data.cause === 'withdrawn' ? 'withdrawn' : 'revised',
    metric: data.metric,
    revises: data.revises,
    cause: data.cause,
    ...(from === undefined ? {} : { from }),
    ...(data.quantity === undefined ? {} : { to: data.quantity }),
    ...saidBy(data, story, rows),
  };
}

function foldCorrection(event: StoredEvent, data: FactCorrected, recorded: Recorded, rows: RowDraft): Change {
  const { story, id, position: at } = event;
  const target = rows.get(story, data.fact);
  if (target === undefined || target.kind === 'correction') {
    throw new Error(`the correction ${id} of ${story} names no row`);
  }
  const old = target.doc.data as unknown as Json;
  const mended = mergePatch(old, data.patch as Json);
  const touched = Object.keys(data.patch);
  const doc: CorrectionRow = {
    ...recorded,
    fact: data.fact,
    kind: target.kind,
    reason: data.reason,
    was: pick(old, touched),
    now: pick(mended, touched),
  };
  const corrections = [...(target.doc.corrections ?? []), id];
  // A correction of its cause makes the end of a chain a withdrawal, or a figure again.
  const ends = target.kind === 'estimate' && target.doc.status !== 'superseded';
  const status = ends ? { status: statusOf(mended as unknown as EstimateRow['data']) } : {};
  rows.put({ ...target, doc: { ...target.doc, ...status, corrections, data: mended } } as unknown as Row, at);
  rows.put({ story, kind: 'correction', key: id, doc }, at);
  const { fact, kind, reason, was, now } = doc;
  return { change: 'corrected', fact, kind, label: labelOf(target), reason, was, now };
}

function statusOf(data: EstimateRow['data']): EstimateRow['status'] {
  return 'cause' in data && data.cause === 'withdrawn' ? 'withdrawn' : 'current';
}

function labelOf(row: Exclude<Row, { kind: 'correction' }>): string {
  switch (row.kind) {
    case 'story':
    case 'source':
      return row.doc.data.title;
    case 'estimate':
      return row.doc.data.metric.label;
    case 'statement':
      return row.doc.data.proposition;
  }
}

function pick(value: Json, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(value as object).filter(([name]) => names.includes(name)));
}

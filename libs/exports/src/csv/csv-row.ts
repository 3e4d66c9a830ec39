import type { Attribution, Place, Quantity, When, Wording } from '#events';
import { tellSource } from '#views';
import type { CorrectionRow, RetractionRow } from '#views';
import { citedBy, findFact } from '../story-index.js';
import type { StoryIndex } from '../story-index.js';
import type { FactOf, ViewFact } from '../story-view.js';
import { propositionOf, tellCorrection, tellFact, tellRetraction } from '../tell-fact.js';
import type { Cell } from './csv-cell.js';

/** Readers' programs know the columns by name: one may be added at the end, none renamed. */
export const columns = [
  ...(['kind', 'id', 'status', 'text', 'metric_id', 'metric', 'value', 'lower', 'lower_inclusive'] as const),
  ...(['upper', 'upper_inclusive', 'approx', 'unit', 'figure_words', 'scope', 'period_edtf', 'place'] as const),
  ...(['words', 'words_by', 'words_language', 'party', 'speaker', 'role', 'organisation', 'mode'] as const),
  ...(['channel', 'venue', 'said_edtf', 'said_wording', 'said_basis', 'recorded_at', 'published_at'] as const),
  ...(['position', 'corrections', 'retracted_by', 'revises', 'revised_by', 'fact', 'reason', 'was', 'now'] as const),
  ...(['source', 'source_title', 'url', 'sentence'] as const),
] as const;

export type CsvRow = { readonly [C in (typeof columns)[number]]?: Cell };

export function factRow(fact: ViewFact, index: StoryIndex): CsvRow {
  const { kind, doc, said } = fact;
  return {
    kind,
    id: doc.id,
    status: doc.retractedBy === undefined ? statusOf(fact) : 'retracted',
    ...fieldsOf(fact, index),
    ...attributionFields(said.by),
    ...timeFields(said.when),
    ...citeFields(citedBy(fact), index),
    recorded_at: doc.recordedAt,
    published_at: doc.publishedAt,
    position: doc.position,
    corrections: doc.corrections?.join(' '),
    retracted_by: doc.retractedBy,
    sentence: tellFact(fact, index),
  };
}

// Of the kinds that have more than one way to stand.
function statusOf(fact: ViewFact): string | undefined {
  switch (fact.kind) {
    case 'estimate':
      return fact.doc.status;
    case 'position':
      return fact.doc.stance;
    case 'source':
    case 'statement':
    case 'claim':
    case 'occurrence':
      return undefined;
  }
}

function fieldsOf(fact: ViewFact, index: StoryIndex): CsvRow {
  switch (fact.kind) {
    case 'source':
      return { text: fact.doc.data.title, party: fact.doc.data.publisher, url: fact.doc.data.url };
    case 'estimate':
      return estimateFields(fact);
    case 'statement':
      return { text: fact.doc.data.proposition, ...wordingFields(fact.doc.data.wording) };
    case 'claim':
      return { text: fact.doc.data.proposition };
    case 'position': {
      const { claim, wording } = fact.doc.data;
      return { text: propositionOf(fact, index), fact: claim, ...wordingFields(wording) };
    }
    case 'occurrence':
      return { text: fact.doc.data.what, place: placeName(fact.doc.data.place) };
  }
}

function estimateFields({ doc }: FactOf<'estimate'>): CsvRow {
  const { metric, scope, place, period, quantity } = doc.data;
  return {
    metric_id: metric.id,
    metric: metric.label,
    scope,
    place: placeName(place),
    period_edtf: period?.edtf,
    revises: doc.revises,
    revised_by: doc.revisedBy,
    ...quantityFields(quantity),
  };
}

function quantityFields(quantity: Quantity | undefined): CsvRow {
  if (quantity === undefined) return {};
  const { value, lower, upper, approx, unit, wording } = quantity;
  return {
    value,
    lower: lower?.value,
    lower_inclusive: lower?.inclusive,
    upper: upper?.value,
    upper_inclusive: upper?.inclusive,
    approx,
    unit,
    figure_words: wording,
  };
}

const placeName = (place: Place | undefined) => place?.name;

const wordingFields = (wording: Wording | undefined): CsvRow => ({
  words: wording?.text,
  words_by: wording?.by,
  words_language: wording?.language,
});

/** Where it is open who said it, no column says more than that it is open. */
function attributionFields(by: Attribution | undefined): CsvRow {
  if (by === undefined) return {};
  if (by.oneOf !== undefined) return { party: tellSource(by) };
  const { parties, speaker, mode, channel, venue } = by;
  const party = parties === undefined || parties.length === 0 ? undefined : parties.map(({ name }) => name).join('; ');
  return {
    party,
    speaker: speaker?.name,
    role: speaker?.role,
    organisation: speaker?.organisation,
    mode,
    channel,
    venue,
  };
}

const timeFields = (when: When | undefined): CsvRow => ({
  said_edtf: when?.edtf,
  said_wording: when?.wording,
  said_basis: when?.basis,
});

function citeFields(ids: readonly string[], index: StoryIndex): CsvRow {
  if (ids.length === 0) return {};
  return {
    source: ids.join(' '),
    source_title: ids.map((id) => findFact(index, 'source', id)?.doc.data.title ?? id).join('; '),
  };
}

export function correctionRow(row: CorrectionRow, index: StoryIndex): CsvRow {
  const { id, fact, reason, was, now, recordedAt, publishedAt, position } = row;
  return {
    kind: 'correction',
    id,
    fact,
    reason,
    was: JSON.stringify(was),
    now: JSON.stringify(now),
    recorded_at: recordedAt,
    published_at: publishedAt,
    position,
    sentence: tellCorrection(row, index),
  };
}

export function retractionRow(row: RetractionRow): CsvRow {
  const { id, fact, reason, recordedAt, publishedAt, position } = row;
  return {
    kind: 'retraction',
    id,
    fact,
    reason,
    recorded_at: recordedAt,
    published_at: publishedAt,
    position,
    sentence: tellRetraction(row),
  };
}

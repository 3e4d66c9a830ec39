import type { Fact, StoredEvent } from '#events';
import type { Change, HeaderRow, Row } from '../rows.js';
import { headerKey } from '../rows.js';
import { foldClaim, foldPosition } from './fold-claim.js';
import { foldCorrection } from './fold-correction.js';
import { foldRevision } from './fold-estimate.js';
import { foldRetraction } from './fold-retraction.js';
import { extentOf, optional, recordedOf, saidBy, without } from './recorded.js';
import type { RowDraft } from './row-draft.js';

const noPath: readonly string[] = [];

/** The facts whose rows must be at hand before the event is folded; `*` is the header of the story. */
export function factsNeeded(fact: Fact): readonly string[] {
  switch (fact.type) {
    case 'StoryOpened':
    case 'StoryLinked':
    case 'SourceFiled':
      return noPath;
    case 'StoryRetitled':
    case 'StorySummarised':
    case 'StoryClosed':
    case 'StoryReopened':
      return [headerKey];
    case 'EstimateIssued':
    case 'StatementIssued':
    case 'ClaimRaised':
    case 'OccurrenceReported':
      return saidIn(fact.data);
    case 'EstimateRevised':
      return [fact.data.revises, ...saidIn(fact.data)];
    case 'ClaimConfirmed':
    case 'ClaimDenied':
    case 'ClaimLeftUnconfirmed':
      return [fact.data.claim, ...saidIn(fact.data)];
    case 'FactCorrected':
      return [headerKey, fact.data.fact, ...saidIn(fact.data.patch)];
    case 'FactRetracted':
      return [fact.data.fact];
  }
}

/**
 * The facts that a row, once at hand, leads on to: the statement that it was said in, and for a figure that is taken
 * back the one that it had replaced. Not the whole chain: each revision would read all the ones before.
 */
export function factsBehind(row: Row, isTakenBack: boolean): readonly string[] {
  switch (row.kind) {
    case 'estimate': {
      const { revises, retractedBy } = row.doc;
      const isBehind = revises !== undefined && (isTakenBack || retractedBy !== undefined);
      return [...saidIn(row.doc.data), ...(isBehind ? [revises] : noPath)];
    }
    case 'statement':
    case 'claim':
    case 'position':
    case 'occurrence':
      return saidIn(row.doc.data);
    case 'header':
    case 'story':
    case 'title':
    case 'summary':
    case 'link':
    case 'closing':
    case 'reopening':
    case 'source':
    case 'correction':
    case 'retraction':
      return noPath;
  }
}

// In a patch, null takes the field away.
const saidIn = (said: { readonly saidIn?: string | null }) =>
  typeof said.saidIn === 'string' ? [said.saidIn] : noPath;

/**
 * What an event does to the views of its story: the rows that begin, and what a reader must be told. Depends on the
 * event and the rows alone, never on when it is folded.
 */
export function foldEvent(event: StoredEvent, fact: Fact, rows: RowDraft): Change {
  const { story, id, position: at } = event;
  const key = { story, key: id };
  const recorded = recordedOf(event);
  switch (fact.type) {
    case 'StoryOpened': {
      const { title, language, summary } = fact.data;
      rows.put({ ...key, kind: 'story', doc: { ...recorded, data: fact.data } }, at);
      const doc: HeaderRow = {
        status: 'open',
        title,
        titledBy: id,
        language,
        openedBy: id,
        openedAt: event.recordedAt,
        ...(summary === undefined ? {} : { summary, summarisedBy: id }),
      };
      rows.put({ story, kind: 'header', key: headerKey, doc }, at);
      return { change: 'opened', title };
    }
    case 'StoryRetitled': {
      const { title: to } = fact.data;
      const from = header(story, rows).title;
      rows.put({ ...key, kind: 'title', doc: { ...recorded, data: fact.data } }, at);
      putHeader(story, rows, at, { title: to, titledBy: id });
      return { change: 'retitled', from, to };
    }
    case 'StorySummarised': {
      const { summary, lead, keyFacts } = fact.data;
      const rest = without(header(story, rows), 'lead', 'keyFacts');
      rows.put({ ...key, kind: 'summary', doc: { ...recorded, data: fact.data } }, at);
      const doc = { ...rest, summary, summarisedBy: id, ...optional({ lead, keyFacts }) };
      rows.put({ story, kind: 'header', key: headerKey, doc }, at);
      return { change: 'summarised', ...optional({ from: rest.summary }), to: summary };
    }
    case 'StoryLinked': {
      const { to, relation } = fact.data;
      rows.put({ ...key, kind: 'link', doc: { ...recorded, data: fact.data } }, at);
      return { change: 'linked', to, relation };
    }
    case 'StoryClosed':
      rows.put({ ...key, kind: 'closing', doc: { ...recorded, data: fact.data } }, at);
      putHeader(story, rows, at, { status: 'closed' });
      return { change: 'closed', reason: fact.data.reason };
    case 'StoryReopened':
      rows.put({ ...key, kind: 'reopening', doc: { ...recorded, data: fact.data } }, at);
      putHeader(story, rows, at, { status: 'open' });
      return { change: 'reopened', reason: fact.data.reason };
    case 'SourceFiled': {
      const { title, publisher } = fact.data;
      rows.put({ ...key, kind: 'source', doc: { ...recorded, data: fact.data } }, at);
      return { change: 'filed', title, ...optional({ publisher }) };
    }
    case 'EstimateIssued': {
      const { metric, quantity } = fact.data;
      rows.put({ ...key, kind: 'estimate', doc: { ...recorded, status: 'current', data: fact.data } }, at);
      return { change: 'issued', metric, quantity, ...extentOf(fact.data), ...saidBy(fact.data, story, rows) };
    }
    case 'EstimateRevised':
      return foldRevision(event, fact.data, rows);
    case 'StatementIssued': {
      const { act, modality, proposition, condition, wording } = fact.data;
      rows.put({ ...key, kind: 'statement', doc: { ...recorded, data: fact.data } }, at);
      const said = saidBy(fact.data, story, rows);
      return { change: 'stated', act, modality, proposition, ...optional({ condition, wording }), ...said };
    }
    case 'ClaimRaised':
      return foldClaim(event, fact.data, rows);
    case 'ClaimConfirmed':
      return foldPosition(event, fact.data, 'confirmed', rows);
    case 'ClaimDenied':
      return foldPosition(event, fact.data, 'denied', rows);
    case 'ClaimLeftUnconfirmed':
      return foldPosition(event, fact.data, 'unconfirmed', rows);
    case 'OccurrenceReported': {
      const { kind, what, participants, place } = fact.data;
      rows.put({ ...key, kind: 'occurrence', doc: { ...recorded, data: fact.data } }, at);
      return {
        change: 'reported',
        kind,
        what,
        ...optional({ participants, place }),
        ...saidBy(fact.data, story, rows),
      };
    }
    case 'FactCorrected':
      return foldCorrection(event, fact.data, rows);
    case 'FactRetracted':
      return foldRetraction(event, fact.data, rows);
  }
}

function header(story: string, rows: RowDraft): HeaderRow {
  const row = rows.find(story, 'header', headerKey);
  if (row === undefined) throw new Error(`the story ${story} was never opened`);
  return row.doc;
}

function putHeader(story: string, rows: RowDraft, at: number, change: Partial<HeaderRow>): void {
  rows.put({ story, kind: 'header', key: headerKey, doc: { ...header(story, rows), ...change } }, at);
}

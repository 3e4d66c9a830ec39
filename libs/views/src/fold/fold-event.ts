import type { Fact, StatementIssued, ShownEvent } from '#events';
import type { Change, ToldLink } from '../changes.js';
import type { HeaderRow } from '../rows.js';
import { headerKey } from '../rows.js';
import { foldClaim, foldPosition } from './fold-claim.js';
import { foldCorrection } from './fold-correction.js';
import { foldRevision } from './fold-estimate.js';
import { putInPlace } from './fold-order.js';
import { foldRetraction } from './fold-retraction.js';
import { extentOf, labelOf, namedRow, optional, recordedOf, saidBy, without } from './recorded.js';
import type { RowDraft } from './row-draft.js';

/**
 * What an event does to the views of its story: the rows that begin, and what a reader must be told. Depends on the
 * event and the rows alone, never on when it is folded.
 */
export function foldEvent(event: ShownEvent, fact: Fact, rows: RowDraft): Change {
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
      putInPlace({ ...key, kind: 'source', doc: { ...recorded, data: fact.data } }, rows, at);
      return { change: 'filed', title, ...optional({ publisher }) };
    }
    case 'EstimateIssued': {
      const { metric, quantity } = fact.data;
      const doc = { ...recorded, status: 'current', chain: id, data: fact.data } as const;
      putInPlace({ ...key, kind: 'estimate', doc }, rows, at);
      return { change: 'issued', metric, quantity, ...extentOf(fact.data), ...saidBy(fact.data, story, rows) };
    }
    case 'EstimateRevised':
      return foldRevision(event, fact.data, rows);
    case 'StatementIssued': {
      const { act, modality, proposition, condition, wording } = fact.data;
      putInPlace({ ...key, kind: 'statement', doc: { ...recorded, data: fact.data } }, rows, at);
      const said = saidBy(fact.data, story, rows);
      const links = linksOf(fact.data, story, rows);
      return { change: 'stated', act, modality, proposition, ...optional({ condition, wording, links }), ...said };
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
      putInPlace({ ...key, kind: 'occurrence', doc: { ...recorded, data: fact.data } }, rows, at);
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

/** What the statement answers or explains, by the words that readers know it by. */
function linksOf({ links }: StatementIssued, story: string, rows: RowDraft): readonly ToldLink[] | undefined {
  return links?.map(({ type, to, basis }) => ({ type, to, basis, label: labelOf(namedRow(story, to, rows)) }));
}

function header(story: string, rows: RowDraft): HeaderRow {
  const row = rows.find(story, 'header', headerKey);
  if (row === undefined) throw new Error(`the story ${story} was never opened`);
  return row.doc;
}

function putHeader(story: string, rows: RowDraft, at: number, change: Partial<HeaderRow>): void {
  rows.put({ story, kind: 'header', key: headerKey, doc: { ...header(story, rows), ...change } }, at);
}

import type { Fact, StoredEvent } from '#events';
import type { Telling } from '../changes.js';
import type { Row } from '../rows.js';
import { namedRow } from './recorded.js';
import type { RowDraft } from './row-draft.js';

const ranks = { story: 0, figure: 2, claim: 3, statement: 4, occurrence: 5, edit: 6 } as const;

/** Where the change that an event makes stands among others, when a person tells them. */
export function placeChange({ story, id, position }: StoredEvent, fact: Fact, rows: RowDraft): Telling {
  const mends = fact.type === 'FactCorrected' || fact.type === 'FactRetracted';
  const row = namedRow(story, mends ? fact.data.fact : id, rows);
  return { ...placeRow(row), about: mends ? row.doc.position : position };
}

function placeRow(
  row: Exclude<Row, { kind: 'header' | 'stand' | 'correction' | 'retraction' }>,
): Omit<Telling, 'about'> {
  switch (row.kind) {
    case 'story':
    case 'closing':
    case 'reopening':
      return { rank: ranks.story, subject: '' };
    case 'estimate':
      return { rank: ranks.figure, subject: row.doc.data.metric.id };
    case 'claim':
      return { rank: ranks.claim, subject: row.key };
    case 'position':
      return { rank: ranks.claim, subject: row.doc.data.claim };
    case 'statement':
      return { rank: ranks.statement, subject: '' };
    case 'occurrence':
      return { rank: ranks.occurrence, subject: '' };
    case 'title':
    case 'summary':
    case 'link':
    case 'source':
      return { rank: ranks.edit, subject: '' };
  }
}

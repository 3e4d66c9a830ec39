import type { Fact, MayBeSaid, ShownEvent } from '#events';
import type { Change, Telling } from '../changes.js';
import type { Row } from '../rows.js';
import { idsIn } from '../voices.js';
import { namedRow, saidBy } from './recorded.js';
import type { RowDraft } from './row-draft.js';

const ranks = { story: 0, figure: 2, claim: 3, statement: 4, occurrence: 5, edit: 6 } as const;

/** Where the change that an event has made stands among others, when a person tells them. */
export function placeChange({ story, id, position }: ShownEvent, fact: Fact, change: Change, rows: RowDraft): Telling {
  const mends = fact.type === 'FactCorrected' || fact.type === 'FactRetracted';
  const row = namedRow(story, mends ? fact.data.fact : id, rows);
  const voicesIn = (said: MayBeSaid) => idsIn(saidBy(said, story, rows).by ?? {});
  const now = voicesIn(row.doc.data as MayBeSaid);
  const voices = change.change === 'corrected' ? [...new Set([...now, ...voicesIn(change.was)])] : now;
  return { ...placeRow(row), about: mends ? row.doc.position : position, voices };
}

function placeRow(
  row: Exclude<Row, { kind: 'header' | 'stand' | 'correction' | 'retraction' }>,
): Pick<Telling, 'rank' | 'subject'> {
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

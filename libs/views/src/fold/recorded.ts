import type { Estimate, MayBeSaid, ShownEvent } from '#events';
import type { Extent, Utterance } from '../changes.js';
import type { EstimateRow, RowOfFact } from '../rows.js';
import { utteranceOf } from '../utterance.js';
import type { RowDraft } from './row-draft.js';

/** What the row of a fact says of the event that introduces it. */
export function recordedOf(event: ShownEvent): Pick<EstimateRow, 'id' | 'position' | 'recordedAt' | 'publishedAt'> {
  const { id, position, recordedAt, publishedAt } = event;
  return { id, position, recordedAt, ...optional({ publishedAt }) };
}

/** Who said the fact, when, and where it stands, as known in the rows. */
export function saidBy(said: MayBeSaid, story: string, rows: RowDraft): Utterance {
  return utteranceOf(said, (id) => rows.find(story, 'statement', id)?.doc.data);
}

export function extentOf({ scope, place, period }: Estimate): Extent {
  return optional({ scope, place, period });
}

/** The members that are there: unknown is absent. */
export function optional<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const known: Partial<T> = {};
  for (const name of Object.keys(members) as (keyof T)[]) {
    if (members[name] !== undefined) known[name] = members[name];
  }
  return known as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** The same without some members. */
export function without<T extends object, K extends keyof T>(whole: T, ...names: K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name as K))) as Omit<T, K>;
}

/** The row of a fact that a correction or a retraction names. */
export function namedRow(story: string, key: string, rows: RowDraft): RowOfFact {
  const row = rows.get(story, key);
  if (
    row === undefined ||
    row.kind === 'header' ||
    row.kind === 'stand' ||
    row.kind === 'correction' ||
    row.kind === 'retraction'
  ) {
    throw new Error(`${key} of ${story} is no fact that could be corrected or retracted`);
  }
  return row;
}

/** What readers know the fact by. */
export function labelOf(row: RowOfFact): string {
  switch (row.kind) {
    case 'story':
    case 'title':
    case 'source':
      return row.doc.data.title;
    case 'summary':
      return row.doc.data.summary;
    case 'link':
      return row.doc.data.to;
    case 'closing':
    case 'reopening':
      return row.doc.data.reason;
    case 'estimate':
      return row.doc.data.metric.label;
    case 'statement':
    case 'claim':
      return row.doc.data.proposition;
    case 'position':
      return row.doc.data.claim;
    case 'occurrence':
      return row.doc.data.what;
  }
}

import type { RowDocs, RowKind } from '../rows.js';
import { sayingIn } from './standpoint.js';
import type { Saying, ShownRow, ShownRows } from './standpoint.js';
import { standsOn } from './story-document.js';
import type { ClaimView } from './story-document.js';

export type FactView =
  Saying<RowDocs['estimate' | 'statement' | 'position' | 'occurrence']> | ClaimView | RowDocs[RowKind];

export interface ViewedFact {
  readonly kind: RowKind;
  readonly position: number;
  readonly view: FactView;
}

/** The rows with who said them, and claims with where parties stand. */
export function viewsOf(answer: Pick<ShownRows, 'shown' | 'behind'>): readonly ViewedFact[] {
  const shown = answer.shown ?? [];
  const viewOf = viewing(answer);
  return shown.flatMap((row) => {
    if (row.kind === 'stand' || row.kind === 'header') return [];
    return [{ kind: row.kind, position: (row.doc as { position: number }).position, view: viewOf(row) }];
  });
}

/** Tells one row by all that were read with it; these are looked through once, for however many rows. */
export function viewing(answer: Pick<ShownRows, 'shown' | 'behind'>): (row: ShownRow) => FactView {
  const saying = sayingIn(answer);
  const stands = rowsBy(
    (answer.shown ?? []).filter(({ kind }) => kind === 'stand'),
    ({ story, doc }) => `${story} ${(doc as RowDocs['stand']).claim}`,
  );
  return ({ story, kind, doc }) => {
    switch (kind) {
      case 'estimate':
      case 'statement':
      case 'position':
      case 'occurrence':
        return saying(story, doc as RowDocs['statement']);
      case 'claim': {
        const claim = saying(story, doc as RowDocs['claim']);
        const taken = stands.get(`${story} ${claim.id}`) ?? [];
        return {
          ...claim,
          stands: standsOn(
            claim,
            taken.map((stand) => stand.doc as RowDocs['stand']),
          ),
        };
      }
      case 'header':
      case 'story':
      case 'title':
      case 'summary':
      case 'link':
      case 'closing':
      case 'reopening':
      case 'source':
      case 'stand':
      case 'correction':
      case 'retraction':
        return doc;
    }
  };
}

/** The rows by a name that some of them share, in the order that they come in. */
export function rowsBy<R>(rows: readonly R[], nameOf: (row: R) => string): ReadonlyMap<string, readonly R[]> {
  const named = new Map<string, R[]>();
  for (const row of rows) {
    const name = nameOf(row);
    const before = named.get(name);
    if (before === undefined) named.set(name, [row]);
    else before.push(row);
  }
  return named;
}

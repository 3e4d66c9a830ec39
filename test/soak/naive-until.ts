// What readers must be shown of what had been said by an instant, told in the plainest way from all rows of a story at a
// position. It shares nothing with the reader, so that an error there cannot hide here.

import type { NaiveRow } from './naive-fold.js';

type Doc = Record<string, unknown>;

interface Party {
  readonly id?: string;
  readonly name: string;
  readonly oneOf?: readonly string[];
}

const timed = ['source', 'estimate', 'statement', 'claim', 'position', 'occurrence'];

const dataOf = ({ doc }: NaiveRow) => doc['data'] as Doc;
const isTaken = ({ doc }: NaiveRow) => doc['retractedBy'] !== undefined;

/** The rows as they stood by an instant, in ms since 1970: those of one story, as they were known at one position. */
export function naiveUntil(rows: readonly NaiveRow[], instant: number): NaiveRow[] {
  const facts = new Map(rows.filter(({ kind }) => kind !== 'stand').map((row) => [row.key, row]));
  const isSaid = (id: string): boolean => {
    const row = facts.get(id);
    if (row === undefined || !timed.includes(row.kind)) return row !== undefined;
    const { order } = naiveUtterance(rows, row).doc as { readonly order?: { readonly latest?: number } };
    // What has no place on the axis is a claim that nobody is said to have made.
    return order === undefined || (order.latest !== undefined && order.latest <= instant);
  };
  const said = [...facts.values()].filter(({ key }) => isSaid(key));
  const isReplaced = (figure: string): boolean =>
    rows.some(
      (row) => row.doc['revises'] === figure && (isTaken(row) ? isReplaced(row.key) : said.some((one) => one === row)),
    );
  const stood = said.map((row): NaiveRow => {
    if (row.kind === 'header') return { ...row, doc: headerOf(row.doc, isSaid) };
    if (row.kind !== 'estimate' || isTaken(row) || isReplaced(row.key)) return row;
    const status = dataOf(row)['cause'] === 'withdrawn' ? 'withdrawn' : 'current';
    const doc = { ...row.doc, status };
    Reflect.deleteProperty(doc, 'revisedBy');
    return { ...row, doc };
  });
  return [...stood, ...said.filter(({ kind }) => kind === 'claim').flatMap((claim) => standsOn(claim, said, rows))];
}

/** The fact itself, or the statement at the end of what it was said in. */
export function naiveUtterance(rows: readonly NaiveRow[], row: NaiveRow): NaiveRow {
  const outer = dataOf(row)['saidIn'];
  if (outer === undefined) return row;
  const next = rows.find(({ kind, key }) => kind === 'statement' && key === outer);
  if (next === undefined) throw new Error(`${row.key} is said in what is not there`);
  return naiveUtterance(rows, next);
}

function headerOf({ lead, keyFacts, ...doc }: Doc, isSaid: (id: string) => boolean): Doc {
  return {
    ...doc,
    ...(typeof lead === 'string' && isSaid(lead) ? { lead } : {}),
    ...(keyFacts === undefined ? {} : { keyFacts: (keyFacts as readonly string[]).filter(isSaid) }),
  };
}

function standsOn(claim: NaiveRow, said: readonly NaiveRow[], all: readonly NaiveRow[]): NaiveRow[] {
  const nameOf = ({ id, name, oneOf }: Party) => id ?? `${name} (${(oneOf ?? []).join(' or ')})`;
  const stands = new Map<string, Doc>();
  for (const party of dataOf(claim)['concerns'] as readonly Party[]) {
    stands.set(nameOf(party), { claim: claim.key, party, stance: 'nothing-recorded' });
  }
  const taken = said
    .filter((row) => row.kind === 'position' && dataOf(row)['claim'] === claim.key && !isTaken(row))
    .toSorted((one, other) => (one.doc['position'] as number) - (other.doc['position'] as number));
  for (const row of taken) {
    const by = dataOf(naiveUtterance(all, row))['by'] as { readonly parties?: readonly Party[] } | undefined;
    for (const party of by?.parties ?? []) {
      stands.set(nameOf(party), { claim: claim.key, party, stance: row.doc['stance'], fact: row.key });
    }
  }
  return [...stands].map(([name, doc]) => ({ ...claim, kind: 'stand', key: `${claim.key}/${name}`, doc }));
}

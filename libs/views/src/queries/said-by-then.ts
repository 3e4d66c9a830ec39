import type pg from 'pg';
import { endStatus } from '../fold/fold-estimate.js';
import { partyName } from '../party-name.js';
import { timedKinds } from '../rows.js';
import { utteranceOf } from '../utterance.js';
import type { EstimateRow, HeaderRow, PositionRow, RowDocs, StandRow } from '../rows.js';
import { rowsBy } from './fact-views.js';
import { isSaidBy, withStatements } from './standpoint.js';
import type { ShownRow, ShownRows } from './standpoint.js';

const leadsTo = timedKinds.map((kind) => `'${kind}'`).join(', ');

// All positions on shown claims that had been said by then, and what a header leads to: that may be older than what is
// shown. A figure is replaced by its revision, or by that of the revision where that was taken back.
const text = withStatements(
  `
  select r.story, r.kind, r.key, r.doc, r.position as number from moment join view_row r
    on r.story = $2::text and r.kind = 'position' and r.doc -> 'data' ->> 'claim' = any($5::text[]) and r.known @> moment.at
  where ${isSaidBy('$3')}
  union all
  select r.story, r.kind, r.key, r.doc, r.position from moment join view_row r
    on r.story = $2::text and r.kind = any(array[${leadsTo}]) and r.key = any($6::text[]) and r.known @> moment.at
  where ${isSaidBy('$3')}`,
  `,
revision as (
  select r.key as first, r.story, r.doc from moment join view_row r
    on r.story = $2::text and r.kind = 'estimate' and r.key = any($4::text[]) and r.known @> moment.at
  union all
  select v.first, r.story, r.doc from revision v cross join moment join view_row r
    on r.story = v.story and r.kind = 'estimate' and r.key = v.doc ->> 'revisedBy' and r.known @> moment.at
  where v.doc ->> 'status' = 'retracted'
)`,
).concat(`,
  (select json_agg(r.first) from revision r cross join moment
    where r.doc ->> 'status' <> 'retracted' and ${isSaidBy('$3')}) as replacing`);

interface Answer extends ShownRows {
  /** Of the revisions that were asked for, those that by then were in the place of what they revise. */
  readonly replacing: readonly string[] | null;
}

/**
 * Rows as they stood on the axis of what was said: a figure that was revised only later is current, and a party stands
 * where its last position of then put it.
 */
export async function saidByThen(
  pool: pg.Pool,
  story: string,
  shown: readonly ShownRow[],
  { at, until }: { readonly at: number; readonly until: number },
): Promise<ShownRow[]> {
  const revisions = shown.flatMap(({ kind, doc }) =>
    kind === 'estimate' ? ((doc as EstimateRow).revisedBy ?? []) : [],
  );
  const claims = shown.flatMap(({ kind, key }) => (kind === 'claim' ? [key] : []));
  const { rows } = await pool.query<Answer>({
    name: 'said_by_then',
    text,
    values: [at, story, until, revisions, claims, shown.flatMap(ledToBy)],
  });
  const found = rows[0]?.shown ?? [];
  const replacing = new Set(rows[0]?.replacing ?? []);
  const statements = new Map((rows[0]?.behind ?? []).map(({ key, doc }) => [key, (doc as RowDocs['statement']).data]));
  const positions = rowsBy(
    found.flatMap(({ kind, doc }) => (kind === 'position' ? [doc as PositionRow] : [])),
    ({ data }) => data.claim,
  );
  const stands = shown.flatMap((row) =>
    row.kind === 'claim' ? standsThen(row, positions.get(row.key) ?? [], statements) : [],
  );
  const said = new Set([...shown, ...found].map(({ key }) => key));
  return [...shown.filter(({ kind }) => kind !== 'stand').map((row) => rowThen(row, replacing, said)), ...stands];
}

function ledToBy({ kind, doc }: ShownRow): readonly string[] {
  if (kind !== 'header') return [];
  const { lead, keyFacts = [] } = doc as HeaderRow;
  return lead === undefined ? keyFacts : [lead, ...keyFacts];
}

function rowThen(row: ShownRow, replacing: ReadonlySet<string>, said: ReadonlySet<string>): ShownRow {
  if (row.kind === 'estimate') return figureThen(row, replacing);
  if (row.kind !== 'header') return row;
  // The title and the summary are of the moment of the record; they lead to no fact that had not been said.
  const { lead, keyFacts, ...doc } = row.doc as HeaderRow;
  const first = lead !== undefined && said.has(lead) ? { lead } : {};
  const key = keyFacts === undefined ? {} : { keyFacts: keyFacts.filter((fact) => said.has(fact)) };
  return { ...row, doc: { ...doc, ...first, ...key } };
}

function figureThen(row: ShownRow, replacing: ReadonlySet<string>): ShownRow {
  const { revisedBy, ...doc } = row.doc as EstimateRow;
  if (revisedBy === undefined || replacing.has(revisedBy) || doc.status !== 'superseded') return row;
  return { ...row, doc: { ...doc, status: endStatus(doc.data) } };
}

function standsThen(
  { story, key, doc }: ShownRow,
  positions: readonly PositionRow[],
  statements: ReadonlyMap<string, RowDocs['statement']['data']>,
): ShownRow[] {
  const { data, position, recordedAt } = doc as RowDocs['claim'];
  const stands = new Map<string, StandRow>(
    data.concerns.map((party) => [
      partyName(party),
      { claim: key, party, stance: 'nothing-recorded', position, recordedAt },
    ]),
  );
  const taken = positions
    .filter((one) => one.retractedBy === undefined)
    .sort((one, other) => one.position - other.position);
  for (const one of taken) {
    const { by } = utteranceOf(one.data, (id) => statements.get(id));
    for (const party of by?.parties ?? []) {
      const { stance, id: fact } = one;
      stands.set(partyName(party), {
        claim: key,
        party,
        stance,
        fact,
        position: one.position,
        recordedAt: one.recordedAt,
      });
    }
  }
  return [...stands.values()].map((stand) => ({
    story,
    kind: 'stand',
    key: `${key}/${partyName(stand.party)}`,
    doc: stand,
  }));
}

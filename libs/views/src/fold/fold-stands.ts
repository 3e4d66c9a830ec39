import { canonicalJson } from '#events';
import type { Party, ShownEvent } from '#events';
import { partyName } from '../party-name.js';
import type { Row, StandRow } from '../rows.js';
import { saidBy } from './recorded.js';
import type { RowDraft } from './row-draft.js';

type Stood = Pick<StandRow, 'party' | 'stance' | 'fact'>;

/** The key of where a party stands on a claim. No event id holds a slash. */
const standKey = (claim: string, party: Party) => `${claim}/${partyName(party)}`;

/** Puts where parties stand on a claim, and answers where each had stood before. */
export function putStands(
  event: ShownEvent,
  claim: string,
  stands: readonly Stood[],
  rows: RowDraft,
): readonly Stood[] {
  const { story, position: at, recordedAt } = event;
  return stands.flatMap(({ party, ...stood }) => {
    const key = standKey(claim, party);
    const before = rows.find(story, 'stand', key)?.doc;
    const was = before === undefined ? {} : { was: stoodOf(before) };
    const doc: StandRow = { claim, party, ...stood, ...was, position: at, recordedAt };
    rows.put({ story, kind: 'stand', key, doc }, at);
    return before === undefined ? [] : [before];
  });
}

/** Tells anew, from all positions on the claim, where parties stand on it; answers the stands that changed. */
export function tellStandsAnew(event: ShownEvent, claim: string, rows: RowDraft): readonly Stood[] {
  const { story, position: at } = event;
  const wanted = new Map(standsOn(story, claim, rows).map((stood) => [standKey(claim, stood.party), stood]));
  const changed: Stood[] = [];
  for (const row of rows.all(story)) {
    if (row.kind !== 'stand' || row.doc.claim !== claim) continue;
    const stood = wanted.get(row.key);
    if (stood === undefined) {
      rows.end(row, at);
      changed.push({ party: row.doc.party, stance: 'nothing-recorded' });
    } else if (sameText(stood) === sameText(row.doc)) wanted.delete(row.key);
  }
  putStands(event, claim, [...wanted.values()], rows);
  return [...changed, ...wanted.values()];
}

/** The claims whose stands follow from the fact: a claim's own, a position's, or those of all positions said in it. */
export function claimsBehind(fact: Row, rows: RowDraft): ReadonlySet<string> {
  if (fact.kind === 'claim') return new Set([fact.key]);
  if (fact.kind === 'position') return new Set([fact.doc.data.claim]);
  if (fact.kind !== 'statement') return new Set();
  const within = new Set([fact.key]);
  const all = rows.all(fact.story);
  for (let grown = 0; grown !== within.size;) {
    grown = within.size;
    for (const row of all) if (row.kind === 'statement' && within.has(row.doc.data.saidIn ?? '')) within.add(row.key);
  }
  return new Set(
    all.flatMap((row) =>
      row.kind === 'position' && within.has(row.doc.data.saidIn ?? '') ? [row.doc.data.claim] : [],
    ),
  );
}

/** The parties that the claim concerns, then whoever took a position that is not retracted, by the latest. */
function standsOn(story: string, claim: string, rows: RowDraft): readonly Stood[] {
  const raised = rows.find(story, 'claim', claim);
  if (raised === undefined) throw new Error(`there is no claim ${claim} in ${story}`);
  const stands = new Map<string, Stood>(
    raised.doc.data.concerns.map((party) => [standKey(claim, party), { party, stance: 'nothing-recorded' }]),
  );
  const taken = rows
    .all(story)
    .flatMap((row) => (row.kind === 'position' && row.doc.data.claim === claim ? [row.doc] : []))
    .filter(({ retractedBy }) => retractedBy === undefined)
    .sort((one, other) => one.position - other.position);
  for (const { id, stance, data } of taken) {
    for (const party of saidBy(data, story, rows).by?.parties ?? []) {
      stands.set(standKey(claim, party), { party, stance, fact: id });
    }
  }
  return [...stands.values()];
}

const stoodOf = ({ stance, fact }: Stood) => ({ stance, ...(fact === undefined ? {} : { fact }) });

const sameText = ({ party, ...stood }: Stood) => canonicalJson({ party, ...stoodOf(stood as Stood) });

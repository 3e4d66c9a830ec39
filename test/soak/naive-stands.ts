import { recordIn, saidInEnd } from './naive-facts.js';
import type { NaiveFacts } from './naive-facts.js';
import type { LedgerEvent, NaiveRow } from './naive-fold.js';
import { stances } from './naive-kinds.js';

interface Party {
  readonly id?: string;
  readonly name: string;
  readonly oneOf?: readonly string[];
}

interface Stand {
  readonly party: Party;
  readonly stance: string;
  readonly fact?: string;
}

interface Story {
  readonly facts: NaiveFacts;
  /** The positions ever taken on each claim ever raised. */
  readonly positions: Map<string, string[]>;
  readonly rows: Map<string, { stand: Stand; row: Ending }>;
}

type Ending = NaiveRow & { until: number | null };

/** Where every party stands on every claim, told anew for a claim after each event that can change it. */
export function naiveStands(events: readonly LedgerEvent[]): NaiveRow[] {
  const stories = new Map<string, Story>();
  const history: Ending[] = [];
  for (const event of events) {
    const story = stories.get(event.story) ?? { facts: new Map(), positions: new Map(), rows: new Map() };
    stories.set(event.story, story);
    for (const claim of claimsTouched(story, event)) history.push(...moved(story, claim, event));
  }
  return history;
}

function claimsTouched({ facts, positions }: Story, event: LedgerEvent): string[] {
  const { fact, corrected } = recordIn(facts, event);
  const { type = '', data } = facts.get(fact) ?? {};
  const claim = data?.['claim'] as string;
  if (event.type === 'ClaimRaised') positions.set(fact, []);
  if (event.type in stances) positions.get(claim)?.push(fact);
  if (event.type === 'FactCorrected' && !corrected.some((name) => ['concerns', 'by', 'saidIn'].includes(name))) {
    return [];
  }
  if (type === 'ClaimRaised') return [fact];
  if (type in stances) return [claim];
  return type === 'StatementIssued' && event.type === 'FactCorrected' ? [...positions.keys()] : [];
}

/** Ends and begins the rows of one claim. */
function moved({ facts, positions, rows }: Story, claim: string, event: LedgerEvent): Ending[] {
  const begun: Ending[] = [];
  const { story, position, recorded_at: recordedAt } = event;
  const now = standsOn(facts, claim, positions.get(claim) ?? []);
  for (const [key, { row }] of rows) {
    if (row.doc['claim'] !== claim || now.has(key)) continue;
    row.until = position;
    rows.delete(key);
  }
  for (const [key, stand] of now) {
    const old = rows.get(key);
    if (old !== undefined) {
      if (JSON.stringify(old.stand) === JSON.stringify(stand)) continue;
      old.row.until = position;
    }
    const was = old && { stance: old.stand.stance, fact: old.stand.fact };
    const doc = JSON.parse(JSON.stringify({ claim, ...stand, was, position, recordedAt })) as NaiveRow['doc'];
    const row = { story, kind: 'stand', key, since: position, until: null, doc };
    rows.set(key, { stand, row });
    begun.push(row);
  }
  return begun;
}

function standsOn(facts: NaiveFacts, claim: string, positions: readonly string[]): Map<string, Stand> {
  const stands = new Map<string, Stand>();
  const concerned = (facts.get(claim)?.data['concerns'] ?? []) as Party[];
  for (const party of concerned) stands.set(keyOf(claim, party), { party, stance: 'nothing-recorded' });
  for (const fact of positions) {
    const { type, isRetracted } = facts.get(fact) ?? { type: '', isRetracted: true };
    if (isRetracted) continue;
    const by = facts.get(saidInEnd(facts, fact))?.data['by'] as { readonly parties?: readonly Party[] } | undefined;
    for (const party of by?.parties ?? []) {
      stands.set(keyOf(claim, party), { party, stance: stances[type] ?? 'unknown', fact });
    }
  }
  return stands;
}

const keyOf = (claim: string, { id, name, oneOf }: Party) =>
  `${claim}/${id ?? `${name} (${(oneOf ?? []).join(' or ')})`}`;

import type { LedgerEvent } from './naive-fold.js';
import { patched } from './naive-patch.js';

export type Data = Record<string, unknown>;

/** A fact as it stands, whether or not it was retracted. */
export interface NaiveFact {
  readonly type: string;
  readonly data: Data;
  readonly isRetracted: boolean;
}

/** The facts of one story by id, in the order in which they were recorded; corrections and retractions are none. */
export type NaiveFacts = Map<string, NaiveFact>;

/** One event more. Answers the fact that it introduces, corrects or retracts, and the fields that a correction names. */
export function recordIn(
  facts: NaiveFacts,
  { id, type, data }: LedgerEvent,
): { readonly fact: string; readonly corrected: readonly string[] } {
  const read = JSON.parse(data) as Data;
  if (type !== 'FactCorrected' && type !== 'FactRetracted') {
    facts.set(id, { type, data: read, isRetracted: false });
    return { fact: id, corrected: [] };
  }
  const named = read['fact'] as string;
  const fact = facts.get(named);
  if (fact === undefined) throw new Error(`${id} is about a fact that is not there`);
  if (type === 'FactRetracted') {
    facts.set(named, { ...fact, isRetracted: true });
    return { fact: named, corrected: [] };
  }
  facts.set(named, { ...fact, data: patched(fact.data, read['patch']) as Data });
  return { fact: named, corrected: Object.keys(read['patch'] as object) };
}

/** The fact itself, or the statement at the end of what it was said in. */
export function saidInEnd(facts: NaiveFacts, id: string): string {
  let end = id;
  for (let steps = 0; steps <= facts.size; steps += 1) {
    const next = facts.get(end)?.data['saidIn'];
    if (typeof next !== 'string') return end;
    end = next;
  }
  throw new Error(`${id} is said in itself`);
}

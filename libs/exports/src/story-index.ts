import type { CorrectionRow, RetractionRow } from '#views';
import type { FactKind, FactOf, StoryView, ViewFact } from './story-view.js';

/** A view with its facts at hand by what points to them. */
export interface StoryIndex {
  readonly view: StoryView;
  readonly facts: ReadonlyMap<string, ViewFact>;
  readonly corrections: ReadonlyMap<string, readonly CorrectionRow[]>;
  readonly retractions: ReadonlyMap<string, RetractionRow>;
  /** The figures that revise a figure, of which at most the last stands. */
  readonly revisers: ReadonlyMap<string, readonly FactOf<'estimate'>[]>;
}

export function indexOf(view: StoryView): StoryIndex {
  const figures = view.facts.filter((fact) => fact.kind === 'estimate');
  return {
    view,
    facts: new Map(view.facts.map((fact) => [fact.key, fact])),
    corrections: grouped(view.corrections, ({ fact }) => fact),
    retractions: new Map(view.retractions.map((row) => [row.fact, row])),
    revisers: grouped(figures, ({ doc }) => doc.revises),
  };
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string | undefined): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

export function findFact<K extends FactKind>(index: StoryIndex, kind: K, id: string): FactOf<K> | undefined {
  const fact = index.facts.get(id);
  return fact?.kind === kind ? (fact as unknown as FactOf<K>) : undefined;
}

export const correctionsOf = (index: StoryIndex, id: string) => index.corrections.get(id) ?? [];

export const stands = (fact: ViewFact) => fact.doc.retractedBy === undefined;

/** The facts that readers may take as told. */
export const standing = (view: StoryView) => view.facts.filter(stands);

/** The sources that it is cited from. */
export const citedBy = ({ said }: ViewFact) => [...new Set((said.cites ?? []).map(({ source }) => source))];

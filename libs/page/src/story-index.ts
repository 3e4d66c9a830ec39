import type { Correction, Figure, PlacedFigure, Retraction, StoryPage, TimedFact } from './model.js';

/** What a page of a story shows, at hand by the ids of its facts. */
export interface StoryIndex {
  readonly labels: ReadonlyMap<string, string>;
  readonly figures: ReadonlyMap<string, Figure>;
  readonly facts: ReadonlyMap<string, TimedFact>;
  readonly corrections: ReadonlyMap<string, readonly Correction[]>;
  readonly retractions: ReadonlyMap<string, Retraction>;
  readonly newSince: number | undefined;
}

/** Facts of the document and of the timeline alike: a page of either may have what the other has not. */
export function indexOf({
  document,
  timeline,
  newSince,
}: Pick<StoryPage, 'document' | 'timeline' | 'newSince'>): StoryIndex {
  const facts = new Map<string, TimedFact>();
  const add = (fact: TimedFact) => facts.set(fact.view.id, fact);
  for (const view of document.estimates) add({ kind: 'estimate', view });
  for (const view of document.statements) add({ kind: 'statement', view });
  for (const view of document.claims) add({ kind: 'claim', view });
  for (const view of document.positions) add({ kind: 'position', view });
  for (const view of document.occurrences) add({ kind: 'occurrence', view });
  for (const entry of timeline)
    for (const fact of [entry, ...entry.facts]) {
      const timed = timedFact(fact);
      if (timed !== undefined) add(timed);
    }
  const labels = new Map([...facts.values()].map((fact) => [fact.view.id, labelOf(fact)]));
  for (const { id, data } of document.sources) labels.set(id, data.title);
  const figures = new Map(
    [...facts.values()].flatMap((one) => (one.kind === 'estimate' ? [[one.view.id, one.view]] : [])),
  );
  const corrections = new Map<string, Correction[]>();
  for (const one of document.corrections) corrections.set(one.fact, [...(corrections.get(one.fact) ?? []), one]);
  const retractions = new Map(document.retractions.map((one) => [one.fact, one]));
  return { labels, figures, facts, corrections, retractions, newSince };
}

/** A figure where it was said: in a statement it has that one's place. */
export function placed(figure: Figure, { facts }: StoryIndex): PlacedFigure {
  const seen = new Set<string>();
  let fact: TimedFact | undefined = { kind: 'estimate', view: figure };
  while (fact !== undefined && fact.view.order === undefined && !seen.has(fact.view.id)) {
    seen.add(fact.view.id);
    fact = fact.view.data.saidIn === undefined ? undefined : facts.get(fact.view.data.saidIn);
  }
  return fact?.view.order === undefined ? figure : { ...figure, place: fact.view.order };
}

/** An entry of the timeline as a fact of its kind; undefined for what is no fact that was said or happened. */
export function timedFact({ kind, view }: { readonly kind: string; readonly view: object }): TimedFact | undefined {
  switch (kind) {
    case 'estimate':
    case 'statement':
    case 'claim':
    case 'position':
    case 'occurrence':
      return { kind, view } as TimedFact;
    default:
      return undefined;
  }
}

function labelOf({ kind, view }: TimedFact): string {
  switch (kind) {
    case 'estimate':
      return view.data.metric.label;
    case 'statement':
    case 'claim':
      return view.data.proposition;
    case 'position':
      return view.data.claim;
    case 'occurrence':
      return view.data.what;
  }
}

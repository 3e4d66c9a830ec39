import type { Attribution, Cite, Estimate, Fact, Said, When } from '#events';
import type { FactKind } from './story-state.js';

/** One reference that a fact makes: where it stands, whom it names, and which kinds of fact may be named there. */
export interface Reference {
  readonly pointer: string;
  readonly id: string;
  readonly kinds: readonly FactKind[];
}

const statement: readonly FactKind[] = ['statement'];
const source: readonly FactKind[] = ['source'];
const estimate: readonly FactKind[] = ['estimate'];
const timed: readonly FactKind[] = ['source', 'estimate', 'statement'];
// No event of the language introduces an occurrence yet, so nothing can be named where one belongs.
const occurrence: readonly FactKind[] = [];

/** Every reference in the data of a fact, save the fact that a correction mends. */
export function referencesOf(fact: Fact): Reference[] {
  switch (fact.type) {
    case 'StoryOpened':
    case 'FactCorrected':
      return [];
    case 'SourceFiled':
      return inTime('/published', fact.data.published);
    case 'EstimateIssued':
      return inEstimate(fact.data);
    case 'EstimateRevised':
      return [{ pointer: '/revises', id: fact.data.revises, kinds: estimate }, ...inEstimate(fact.data)];
    case 'StatementIssued':
      return [
        ...inSaid(fact.data),
        ...(fact.data.compares ?? []).flatMap(({ subject, to }, at) => [
          { pointer: `/compares/${at}/subject`, id: subject, kinds: estimate },
          ...optional(`/compares/${at}/to`, to, estimate),
        ]),
        ...(fact.data.links ?? []).map(({ to }, at) => ({ pointer: `/links/${at}/to`, id: to, kinds: timed })),
      ];
  }
}

function inEstimate(data: Estimate): Reference[] {
  return [
    ...inSaid(data),
    ...optional('/partOf', data.partOf, estimate),
    ...inTime('/period', data.period),
    ...inTime('/asOf', data.asOf),
  ];
}

function inSaid(said: Said): Reference[] {
  return [
    ...optional('/saidIn', said.saidIn, statement),
    ...inAttribution('/by', said.by),
    ...inTime('/when', said.when),
    ...(said.cites ?? []).map((cite: Cite, at) => ({ pointer: `/cites/${at}/source`, id: cite.source, kinds: source })),
  ];
}

function inAttribution(pointer: string, by: Attribution | undefined): Reference[] {
  return [
    ...optional(`${pointer}/at`, by?.at, occurrence),
    ...(by?.oneOf ?? []).flatMap((one, at) => inAttribution(`${pointer}/oneOf/${at}`, one)),
  ];
}

function inTime(pointer: string, when: When | undefined): Reference[] {
  return (['before', 'after'] as const).flatMap((side) =>
    (when?.[side] ?? []).map((id, at) => ({ pointer: `${pointer}/${side}/${at}`, id, kinds: timed })),
  );
}

function optional(pointer: string, id: string | undefined, kinds: readonly FactKind[]): Reference[] {
  return id === undefined ? [] : [{ pointer, id, kinds }];
}

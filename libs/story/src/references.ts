import type { Attribution, Cite, Estimate, Fact, MayBeSaid, When } from '#events';
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
const claim: readonly FactKind[] = ['claim'];
const occurrence: readonly FactKind[] = ['occurrence'];
const told: readonly FactKind[] = ['estimate', 'statement', 'claim', 'position', 'occurrence'];
const timed: readonly FactKind[] = ['source', ...told];

/** Every reference in the data of a fact, save the fact that a correction mends or a retraction takes back. */
export function referencesOf(fact: Fact): Reference[] {
  switch (fact.type) {
    case 'StoryOpened':
    case 'StoryRetitled':
    case 'StoryLinked':
    case 'StoryClosed':
    case 'StoryReopened':
    case 'FactCorrected':
    case 'FactRetracted':
      return [];
    case 'StorySummarised':
      return [...optional('/lead', fact.data.lead, estimate), ...list('/keyFacts', fact.data.keyFacts, told)];
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
    case 'ClaimRaised':
      return [...inSaid(fact.data), ...list('/implies', fact.data.implies, claim)];
    case 'ClaimConfirmed':
    case 'ClaimDenied':
    case 'ClaimLeftUnconfirmed':
      return [{ pointer: '/claim', id: fact.data.claim, kinds: claim }, ...inSaid(fact.data)];
    case 'OccurrenceReported':
      return inSaid(fact.data);
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

function inSaid(said: MayBeSaid): Reference[] {
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
  return (['before', 'after'] as const).flatMap((side) => list(`${pointer}/${side}`, when?.[side], timed));
}

function optional(pointer: string, id: string | undefined, kinds: readonly FactKind[]): Reference[] {
  return id === undefined ? [] : [{ pointer, id, kinds }];
}

function list(pointer: string, ids: readonly string[] | undefined, kinds: readonly FactKind[]): Reference[] {
  return (ids ?? []).map((id, at) => ({ pointer: `${pointer}/${at}`, id, kinds }));
}

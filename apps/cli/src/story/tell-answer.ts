import type { CorrectionRow, FoundStory, Mending } from '#views';
import { tellClaims } from './tell-claims.js';
import { tellFigures, tellMetric } from './tell-figures.js';
import { tellFound, tellSaid } from './tell-found.js';
import type { SaidInStory } from './tell-found.js';
import { tellMendings, tellMendingsOfAll } from './tell-mendings.js';
import { tellOrigin } from './tell-origin.js';
import type { FactOrigin } from './tell-origin.js';
import { tellRecord } from './tell-record.js';
import type { RecordedEvent } from './tell-record.js';
import { tellSources } from './tell-sources.js';
import { tellTimeline } from './tell-timeline.js';
import { propositionsOf } from './told-fact.js';
import type { Claim, Figure, Source, Statement, ToldEntry } from './told-fact.js';
import type { Question, View } from './question.js';

const nothing: Readonly<Record<Exclude<View, 'story' | 'metric' | 'fact'>, string>> = {
  timeline: 'Nothing was said or happened.',
  estimates: 'There are no figures.',
  claims: 'There are no claims.',
  statements: 'There are no statements.',
  corrections: 'Nothing was corrected or retracted.',
  sources: 'There are no sources.',
  record: 'There are no events.',
  party: 'Nothing that it said is recorded here.',
  mendings: 'Nothing was corrected or retracted.',
  search: 'No story holds these words.',
};

/** The answer to any question but that for the whole story, in words; `claims` are those that it may speak of. */
export function tellAnswer(
  { view, list = '', asOf }: { readonly view: Exclude<View, 'story'>; readonly asOf?: string } & Pick<Question, 'list'>,
  answer: unknown,
  claims: readonly Claim[],
): string {
  const items = (answer as Readonly<Record<string, unknown>>)[list];
  const isEmpty = Array.isArray(items) && items.length === 0;
  const lines =
    isEmpty && view !== 'metric' && view !== 'fact' ? [nothing[view]] : tellItems(view, items ?? answer, claims, asOf);
  const more = hasMore(answer) ? [`These are the first ${(items as unknown[]).length}; there are more.`] : [];
  return `${[...lines, ...more].join('\n').trimEnd()}\n`;
}

const hasMore = (answer: unknown) => typeof answer === 'object' && answer !== null && 'cursor' in answer;

function tellItems(view: Exclude<View, 'story'>, items: unknown, claims: readonly Claim[], asOf?: string): string[] {
  switch (view) {
    case 'timeline':
      return tellTimeline(items as readonly ToldEntry[], propositionsOf(claims));
    case 'estimates':
      return tellFigures(items as readonly Figure[]);
    case 'metric':
      return tellMetric(items as readonly Figure[]);
    case 'claims':
      return tellClaims(items as readonly Claim[]);
    case 'statements': {
      const statements = (items as readonly Statement[]).map(
        (one) => ({ ...one, kind: 'statement', facts: [] }) as const,
      );
      return tellTimeline(statements, propositionsOf(claims));
    }
    case 'corrections':
      return tellMendings(items as readonly CorrectionRow[], (fact) => fact);
    case 'sources':
      return tellSources(items as readonly Source[]);
    case 'record':
      return tellRecord(items as readonly RecordedEvent[]);
    case 'fact':
      return tellOrigin(items as FactOrigin, propositionsOf(claims), asOf);
    case 'party':
      return tellSaid(items as readonly SaidInStory[]);
    case 'mendings':
      return tellMendingsOfAll(items as readonly Mending[]);
    case 'search':
      return tellFound(items as readonly FoundStory[]);
  }
}

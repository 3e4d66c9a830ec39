import { tellTime } from '#views';
import type { StoryDocument } from '#views';
import { wrap } from '../wrap.js';
import { tellClaims } from './tell-claims.js';
import { tellFigures, tellLead } from './tell-figures.js';
import { tellMendings } from './tell-mendings.js';
import { tellSources } from './tell-sources.js';
import { tellTimeline } from './tell-timeline.js';
import { propositionsOf } from './told-fact.js';
import type { ToldEntry } from './told-fact.js';

/** A page of what was said and happened; whether there is more of it. */
export interface TimelinePart {
  readonly entries: readonly ToldEntry[];
  readonly hasMore: boolean;
}

/** A story as it stood, for a person in a terminal. */
export function tellDocument(document: StoryDocument, timeline: TimelinePart, until?: string): string {
  const { title, story, status, version, changedAt, summary, estimates, claims, positions, counts } = document;
  const lead = estimates.find(({ id }) => id === document.lead);
  const mendings = [...document.corrections, ...document.retractions].sort(
    (one, other) => other.position - one.position,
  );
  const { entries, hasMore } = timeline;
  const lines = [
    title,
    `${story}, ${status}, version ${version}, known here since ${tellTime(changedAt)}`,
    ...(until === undefined ? [] : wrap(tellUntil(until), 0, 0)),
    ...(summary === undefined ? [] : ['', ...wrap(summary, 0, 0)]),
    ...section('The leading figure', lead === undefined ? [] : tellLead(lead, estimates)),
    ...section('The figures', tellFigures(estimates), {
      of: 'estimates',
      shown: estimates.length,
      all: counts.estimates,
    }),
    ...section('Who stands where', tellClaims(claims, positions), {
      of: 'claims',
      shown: claims.length,
      all: counts.claims,
    }),
    ...section('What was said and happened, the earliest first', tellTimeline(entries, propositionsOf(claims))),
    ...(hasMore ? [`  These are the first ${entries.length}; --part timeline tells all.`] : []),
    ...section('What we had wrong', tellMendings(mendings, labelsOf(document)), {
      of: 'corrections',
      shown: mendings.length,
      all: counts.corrections + counts.retractions,
    }),
    ...section('The sources', tellSources(document.sources), {
      of: 'sources',
      shown: document.sources.length,
      all: counts.sources,
    }),
  ];
  return `${lines.join('\n')}\n`;
}

// Titles, summaries and corrections are the newsroom's: nobody in the story said them.
const tellUntil = (until: string) =>
  `Facts: only what had surely been said or had happened by the end of ${until}. Title, summary and corrections: all.`;

interface Extract {
  readonly of: string;
  readonly shown: number;
  readonly all: number;
}

function section(heading: string, lines: readonly string[], extract?: Extract): string[] {
  if (lines.length === 0) return [];
  const { of, shown, all } = extract ?? { of: '', shown: 0, all: 0 };
  const more = shown < all ? [`  These are ${shown} of ${all}; --part ${of} tells all.`] : [];
  return ['', heading, ...lines, ...more];
}

/** What readers know a fact of the document by. */
function labelsOf({ estimates, statements, claims, occurrences, sources }: StoryDocument): (fact: string) => string {
  const labels = new Map<string, string>([
    ...estimates.map(({ id, data }) => [id, data.metric.label] as const),
    ...[...statements, ...claims].map(({ id, data }) => [id, data.proposition] as const),
    ...occurrences.map(({ id, data }) => [id, data.what] as const),
    ...sources.map(({ id, data }) => [id, data.title] as const),
  ]);
  return (fact) => labels.get(fact) ?? fact;
}

import type { MayBeSaid, StoryLinked } from '#events';
import { tellTime, utteranceOf } from '#views';
import type { CorrectionRow, RetractionRow, RowDocs, RowKind, Utterance } from '#views';
import { wrap } from '../wrap.js';
import { tellMending } from './tell-mendings.js';
import { tellSources } from './tell-sources.js';
import { tellToldFact } from './tell-timeline.js';
import type { PropositionOf, Source, ToldFact } from './told-fact.js';

/** A fact of any kind, with what they all have. */
type AnyFact = Pick<RowDocs['source'], 'id' | 'position' | 'recordedAt' | 'publishedAt' | 'retractedBy'> & {
  readonly said?: Utterance;
};

/** Where a fact comes from, as the API answers it. */
export interface FactOrigin {
  readonly story: string;
  readonly kind: RowKind;
  readonly fact: AnyFact;
  readonly sources: readonly Source[];
  readonly recordedBy: string;
  readonly visibleAt: string;
  readonly history: readonly {
    readonly from: number;
    readonly until?: number;
    readonly recordedAt: string;
    readonly doc: AnyFact;
  }[];
}

/** What a fact says, where it stands, who recorded it, and what was known of it before. */
export function tellOrigin(origin: FactOrigin, propositionOf: PropositionOf, asOf?: string): string[] {
  const { story, kind, fact, sources, recordedBy, visibleAt, history } = origin;
  const places = (fact.said?.cites ?? []).flatMap(({ source, locator }) =>
    locator === undefined ? [] : [`${source}, ${locator}`],
  );
  const shown = fact.publishedAt === undefined ? [] : [`First published ${tellTime(fact.publishedAt)}.`];
  const taken = fact.retractedBy === undefined ? [] : [`Retracted by ${fact.retractedBy}.`];
  return [
    ...wrap(`${fact.id} (${kind}) of ${story}`, 0, 2),
    '',
    ...wrap(tellAnyFact(kind, fact, propositionOf), 2, 4),
    ...wrap(`Recorded ${tellTime(fact.recordedAt)}, at position ${fact.position}, by ${recordedBy}.`),
    ...[`Readers could see it from ${tellTime(visibleAt)}.`, ...shown, ...taken].flatMap((line) => wrap(line)),
    ...(sources.length === 0 ? [] : ['', 'Where it comes from', ...tellSources(sources)]),
    ...(places.length === 0 ? [] : wrap(`In it: ${places.join('; ')}.`, 4, 6)),
    ...(history.length < 2 ? [] : ['', 'What was known of it']),
    ...(history.length < 2 ? [] : history.flatMap(tellKnown)),
  ];

  function tellKnown({ from, until, recordedAt, doc }: FactOrigin['history'][number]): string[] {
    const last = asOf === undefined ? 'to now' : 'to the moment that is asked about';
    const end = until === undefined ? last : `up to position ${until - 1}`;
    const version = tellAnyFact(kind, { ...doc, said: saidIn(doc, fact) }, propositionOf);
    return wrap(`From position ${from}, ${tellTime(recordedAt)}, ${end}: ${version}`, 2, 4);
  }
}

// A version says itself who said it, or names the statement that it was said in, which is known as it is now.
function saidIn(version: object, { said }: AnyFact): Utterance {
  const data = ('data' in version ? version.data : {}) as MayBeSaid;
  return data.saidIn === undefined ? utteranceOf(data, () => undefined) : (said ?? {});
}

function tellAnyFact(kind: RowKind, fact: object, propositionOf: PropositionOf): string {
  const data = 'data' in fact ? fact.data : undefined;
  switch (kind) {
    case 'estimate':
    case 'statement':
    case 'claim':
    case 'position':
    case 'occurrence':
      return tellToldFact({ ...fact, kind } as ToldFact, propositionOf);
    case 'source':
      return `A source: “${(data as Source['data']).title}”.`;
    case 'correction':
    case 'retraction': {
      const mending = fact as CorrectionRow | RetractionRow;
      return tellMending(mending, mending.fact);
    }
    case 'story':
      return `The story was opened: “${(data as RowDocs['story']['data']).title}”.`;
    case 'title':
      return `The title: “${(data as RowDocs['title']['data']).title}”.`;
    case 'summary':
      return `The summary: ${(data as RowDocs['summary']['data']).summary}`;
    case 'link':
      return `A link to the story ${(data as StoryLinked).to}.`;
    case 'closing':
      return `The story was closed: ${(data as RowDocs['closing']['data']).reason}`;
    case 'reopening':
      return `The story was reopened: ${(data as RowDocs['reopening']['data']).reason}`;
    case 'header':
    case 'stand':
      return kind;
  }
}

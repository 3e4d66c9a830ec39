/** What can be asked of the record from a terminal. */
export type View =
  | 'story'
  | 'timeline'
  | 'estimates'
  | 'claims'
  | 'statements'
  | 'corrections'
  | 'sources'
  | 'record'
  | 'metric'
  | 'fact'
  | 'party'
  | 'mendings'
  | 'search';

export interface StoryOptions {
  readonly asOf?: string;
  readonly until?: string;
  readonly part?: string;
  readonly metric?: string;
  readonly fact?: string;
  readonly party?: string;
  readonly corrections?: boolean;
  readonly search?: string;
}

/** One read of the API. `list` is the part of its answer that comes in pages; all of them are read where `isWhole`. */
export interface Question {
  readonly view: View;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly list?: string;
  readonly isWhole?: boolean;
}

export const parts = ['timeline', 'estimates', 'claims', 'statements', 'corrections', 'sources', 'record'] as const;

type Asked = Omit<Question, 'query'> & { readonly query?: Question['query']; readonly takes: readonly Moment[] };
type Moment = 'asOf' | 'until';

const spelled = { asOf: '--as-of', until: '--until' };

/** The one question that the command line asks, or the sentence that says why it asks none. */
export function readQuestion(story: string | undefined, options: StoryOptions): Question | string {
  const { part, metric, fact, party, corrections, search } = options;
  const within = [part, metric, fact].filter((one) => one !== undefined).length;
  const across = [party, corrections, search].filter((one) => one !== undefined).length;
  if (within + across > 1) return 'ask one thing: --part, --metric, --fact, --party, --corrections or --search';
  if (across === 1 && story !== undefined) {
    return '--party, --corrections and --search are asked of all stories: leave the story out';
  }
  const asked = across === 1 ? askedOfAll(options) : story === undefined ? undefined : askedOf(story, options);
  if (asked === undefined) return 'name a story, or ask all of them with --party, --corrections or --search';
  if (typeof asked === 'string') return asked;
  const { takes, query, ...question } = asked;
  for (const name of ['asOf', 'until'] as const) {
    if (options[name] !== undefined && !takes.includes(name)) return `${spelled[name]} cannot be asked of this`;
  }
  const { asOf, until } = options;
  return {
    ...question,
    query: { ...query, ...(asOf === undefined ? {} : { asOf }), ...(until === undefined ? {} : { until }) },
  };
}

function askedOf(story: string, { part, metric, fact }: StoryOptions): Asked | string {
  const base = `/v1/stories/${encodeURIComponent(story)}`;
  const both = ['asOf', 'until'] as const;
  if (metric !== undefined) {
    const path = `${base}/estimates/${encodeURIComponent(metric)}`;
    return { view: 'metric', path, list: 'estimates', isWhole: true, takes: both };
  }
  if (fact !== undefined) {
    return { view: 'fact', path: `${base}/facts/${encodeURIComponent(fact)}`, takes: ['asOf'] };
  }
  if (part === undefined) return { view: 'story', path: base, takes: both };
  const view = parts.find((one) => one === part);
  if (view === undefined) return `--part must be one of ${parts.join(', ')}`;
  if (view === 'record') return { view, path: `${base}/events`, list: 'events', isWhole: true, takes: [] };
  return { view, path: `${base}/${view}`, list: view, isWhole: true, takes: both };
}

function askedOfAll({ party, search }: StoryOptions): Asked {
  if (party !== undefined) {
    const path = `/v1/parties/${encodeURIComponent(party)}/statements`;
    return { view: 'party', path, list: 'statements', takes: ['asOf'] };
  }
  if (search !== undefined) {
    return { view: 'search', path: '/v1/stories', list: 'stories', query: { q: search }, takes: [] };
  }
  return { view: 'mendings', path: '/v1/corrections', list: 'corrections', takes: [] };
}

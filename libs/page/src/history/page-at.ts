import { documentOf, viewing } from '#views';
import type { History, KnownRow, ShownRow, TimelineEntry } from '#views';
import type { StoryPage } from '../model.js';

// As many as the API shows (libs/views/src/queries/read-story.ts), so that both make the same page.
const mostOfKind = 50;
const timelineLength = 100;
export const lately = 5;

const counted = [
  'estimate',
  'statement',
  'claim',
  'position',
  'occurrence',
  'source',
  'link',
  'correction',
  'retraction',
] as const;

interface Placed {
  readonly position: number;
  readonly order?: { readonly key: string };
  readonly data?: { readonly saidIn?: string };
  readonly status?: string;
}

const docOf = ({ doc }: Pick<KnownRow, 'doc'>) => doc as Placed;

/** The page of a version of a story, made of its history; the same as the server makes. */
export function pageAt(
  history: History,
  version: number,
  { order, isParked }: Pick<StoryPage, 'order' | 'isParked'>,
): StoryPage | undefined {
  const { story, versions } = history;
  const here = versions[version - 1];
  const last = versions.at(-1);
  if (here === undefined || last === undefined) return undefined;
  const at = here.position;
  const known = history.rows.filter(({ from, to }) => from <= at && (to === undefined || to > at));
  const rows = known.map(({ kind, key, doc }): ShownRow => ({ story, kind, key, doc }));
  const document = documentOf(story, {
    head: at,
    epoch: null,
    latest: { version, position: at, changed_at: here.recordedAt },
    beside: null,
    counts: countsAt(history, at),
    timeline: null,
    parked: null,
    shown: shownOf(rows),
    behind: rows.filter(({ kind }) => kind === 'statement'),
  });
  if (document === undefined) return undefined;
  const recent = history.changes.filter((change) => change.version <= version).slice(-lately);
  return {
    document,
    ...timelineOf(rows, at, order),
    order,
    last: { version: versions.length, recordedAt: last.recordedAt },
    isPast: version < versions.length,
    isParked,
    comparison: { kind: 'latest', changes: [...recent].reverse() },
  };
}

/** The latest of each kind, figures that nothing has replaced before others, and where parties stand on the claims shown. */
function shownOf(rows: readonly ShownRow[]): readonly ShownRow[] {
  const stands = (row: ShownRow) => ['current', 'withdrawn'].includes(docOf(row).status ?? '');
  const facts = counted.flatMap((wanted) => {
    const of = rows
      .filter(({ kind }) => kind === wanted)
      .sort((one, other) => docOf(other).position - docOf(one).position);
    const first = wanted === 'estimate' ? [...of.filter(stands), ...of.filter((row) => !stands(row))] : of;
    return first.slice(0, mostOfKind);
  });
  const claims = new Set(facts.flatMap(({ kind, key }) => (kind === 'claim' ? [key] : [])));
  const standing = rows
    .filter((row) => row.kind === 'stand' && claims.has((row.doc as { claim?: string }).claim ?? ''))
    .sort((one, other) => docOf(one).position - docOf(other).position || compare(one.key, other.key));
  return [...rows.filter(({ kind }) => kind === 'header'), ...facts, ...standing];
}

function countsAt({ rows }: History, at: number) {
  const first = rows.filter((row) => row.from <= at && docOf(row).position === row.from);
  return counted.map((kind) => ({ kind, total: first.filter((row) => row.kind === kind).length }));
}

/** What has a place of its own on the axis, each with what was said in it. What has no known time stands behind. */
function timelineOf(
  rows: readonly ShownRow[],
  at: number,
  order: StoryPage['order'],
): Pick<StoryPage, 'timeline' | 'next'> {
  const viewOf = viewing({ shown: rows, behind: [] });
  const timed = rows.filter((row) => row.kind !== 'source' && docOf(row).order !== undefined);
  const isDated = (row: ShownRow) => keyOf(row) < '~';
  const ascending = [...timed].sort(
    (one, other) => compare(keyOf(one), keyOf(other)) || docOf(one).position - docOf(other).position,
  );
  const dated = ascending.filter(isDated);
  const entries = [...(order === 'latest' ? dated.reverse() : dated), ...ascending.filter((row) => !isDated(row))];
  const within = (statement: string, seen: ReadonlySet<string>): ShownRow[] =>
    rows
      .filter((row) => docOf(row).data?.saidIn === statement && !seen.has(row.key))
      .flatMap((row) => [row, ...(row.kind === 'statement' ? within(row.key, new Set([...seen, row.key])) : [])]);
  const timeline = entries.slice(0, timelineLength).map((row): TimelineEntry => {
    const facts = row.kind === 'statement' ? within(row.key, new Set([row.key])) : [];
    facts.sort((one, other) => docOf(one).position - docOf(other).position);
    return {
      kind: row.kind,
      view: viewOf(row),
      facts: facts.map((fact) => ({ kind: fact.kind, view: viewOf(fact) })),
      place: { key: keyOf(row), position: docOf(row).position },
    };
  });
  const end = entries.length > timelineLength ? timeline.at(-1) : undefined;
  return { timeline, next: end === undefined ? undefined : cursorOf({ at, ...end.place }) };
}

/** As the site writes it (apps/reader/src/cursors.ts): what comes further down the timeline is a page of its own. */
const cursorOf = (place: object): string =>
  btoa(JSON.stringify(place)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const keyOf = (row: ShownRow) => docOf(row).order?.key ?? '~';

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

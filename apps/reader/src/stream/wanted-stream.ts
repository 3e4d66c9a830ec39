import { RefusalError } from '#errors';
import { currentVersions, isEventType, isSlug, isTime } from '#events';
import type { EventFilter } from '#views';
import { wrongParameter } from '../parameters.js';

/** Where a stream begins: behind a position, so many events back, at a time, or now. */
export type Start =
  | { readonly by: 'position'; readonly after: number }
  | { readonly by: 'count'; readonly count: number }
  | { readonly by: 'time'; readonly time: string }
  | { readonly by: 'now' };

export interface WantedStream {
  readonly as: 'events' | 'changes';
  readonly filter: EventFilter;
  readonly start: Start;
  readonly epoch: string | undefined;
}

type Query = Readonly<Record<string, unknown>>;

const known = ['as', 'after', 'since', 'story', 'type', 'party', 'epoch', 'token'];
const repeated = ['story', 'type', 'party'];
const mostNamed = 200;
const mostBack = 10_000;

/** Reads what a stream is asked for; `lastEventId` is the header, with which a client comes again. */
export function readWantedStream(query: Query, lastEventId: string | undefined): WantedStream {
  for (const [name, value] of Object.entries(query)) {
    if (!known.includes(name)) {
      throw wrongParameter(name, 'unknown-parameter', `is not known; the parameters are: ${known.join(', ')}`);
    }
    if (Array.isArray(value) && !repeated.includes(name)) throw wrongParameter(name, 'repeated', 'must be given once');
    if (valuesOf(query, name).includes('')) throw wrongParameter(name, 'empty', 'must have a value, or be left out');
  }
  const as = one(query, 'as') ?? 'events';
  if (as !== 'events' && as !== 'changes') throw wrongParameter('as', 'one-of', 'must be events or changes');
  const filter = readFilter(query);
  if (as === 'changes') requireStoriesAlone(filter);
  return { as, filter, start: readStart(query, lastEventId), epoch: one(query, 'epoch') };
}

function readFilter(query: Query): EventFilter {
  const read = (name: string, isValue: (value: string) => boolean, accepts: string) => {
    const values = valuesOf(query, name);
    if (values.length === 0) return undefined;
    if (values.length > mostNamed) throw wrongParameter(name, 'too-many', `may be given ${mostNamed} times at most`);
    const wrong = values.find((value) => !isValue(value));
    if (wrong !== undefined) throw wrongParameter(name, name, `must be ${accepts}`);
    return [...new Set(values)];
  };
  const stories = read('story', isSlug, 'a story id');
  const types = read('type', isEventType, `one of ${Object.keys(currentVersions).join(', ')}`);
  const parties = read('party', isSlug, 'the id of a party or a speaker');
  return {
    ...(stories === undefined ? {} : { stories }),
    ...(types === undefined ? {} : { types }),
    ...(parties === undefined ? {} : { parties }),
  };
}

function requireStoriesAlone({ stories, types, parties }: EventFilter): void {
  if (stories === undefined) throw wrongParameter('story', 'missing', 'must name the stories whose changes are wanted');
  const named = types !== undefined ? 'type' : parties !== undefined ? 'party' : undefined;
  if (named === undefined) return;
  throw wrongParameter(named, 'with-changes', 'must be left out with as=changes: a part of the changes makes no copy');
}

function readStart(query: Query, lastEventId: string | undefined): Start {
  const after = one(query, 'after');
  const since = one(query, 'since');
  if (after !== undefined && since !== undefined)
    throw wrongParameter('since', 'with-after', 'must be left out with after');
  // Whoever comes again goes on where it was, and not where it began.
  if (lastEventId !== undefined && lastEventId !== '') return { by: 'position', after: readLastEventId(lastEventId) };
  if (since !== undefined) return { by: 'time', time: readSince(since) };
  if (after === undefined) return { by: 'now' };
  if (/^\d{1,15}$/.test(after)) return { by: 'position', after: Number(after) };
  const count = /^-(\d{1,5})$/.exec(after)?.[1];
  if (count !== undefined && Number(count) >= 1 && Number(count) <= mostBack)
    return { by: 'count', count: Number(count) };
  throw wrongParameter('after', 'position', `must be a position, or -1 to -${mostBack} for the last so many events`);
}

function readLastEventId(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const detail = 'must be the id of a message of this stream, which is a position';
  throw new RefusalError({
    code: 'invalid-header',
    detail: `Last-Event-ID ${detail}.`,
    errors: [{ pointer: 'Last-Event-ID', code: 'position', detail }],
  });
}

function readSince(text: string): string {
  if (!isTime(text)) throw wrongParameter('since', 'time', 'must be a time such as 2024-10-28T21:05:00Z');
  if (Date.parse(text) <= Date.now() + 1_000) return text;
  throw wrongParameter('since', 'moment-in-future', 'lies in the future');
}

const one = (query: Query, name: string): string | undefined => valuesOf(query, name)[0];

function valuesOf(query: Query, name: string): readonly string[] {
  const value = query[name];
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
}

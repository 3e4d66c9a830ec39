import type pg from 'pg';
import {
  findGap,
  findStartOfLast,
  findStartOfTime,
  findVersionAt,
  isSearchable,
  listMendings,
  listParked,
  listStories,
  readChanges,
  readComing,
  readDifference,
  readFactOrigin,
  readFacts,
  readFollowed,
  readHistory,
  readLog,
  readMetric,
  readReplay,
  readStates,
  readSteps,
  readStory,
  readTimeline,
  readVersions,
  readView,
  readVoices,
  resolveMoment,
  searchStories,
} from '#views';
import { longStory, shortStory } from './fill-views.js';

type Reading = (pool: pg.Pool) => Promise<unknown>;

/** Where the stories of filled views stand. */
export interface Spans {
  readonly head: number;
  readonly long: { readonly first: number; readonly last: number };
  readonly short: { readonly first: number; readonly last: number };
}

export async function readSpans(pool: pg.Pool): Promise<Spans> {
  const spanOf = async (story: string) => {
    const { rows } = await pool.query<{ first: number; last: number }>(
      `select min(position) as first, max(position) as last from log where story = $1::text`,
      [story],
    );
    return rows[0] ?? { first: 0, last: 0 };
  };
  const { rows } = await pool.query<{ head: number }>(`select max(position) as head from log`);
  return { head: rows[0]?.head ?? 0, long: await spanOf(longStory), short: await spanOf(shortStory) };
}

const until = Date.UTC(2024, 9, 5);

/** What readers ask of one story, by name. */
export function readingsOf(story: string, { first, last }: { first: number; last: number }): Record<string, Reading> {
  const middle = Math.floor((first + last) / 2);
  const timelinePlace = { key: '08641728000000000-00000', position: middle };
  return {
    document: (pool) => readStory(pool, story),
    'as of': (pool) => readStory(pool, story, { at: middle }),
    'said by': (pool) => readStory(pool, story, { at: middle, until }),
    'changes, told': (pool) => readChanges(pool, story, { from: first - 1, to: last, order: 'told', limit: 101 }),
    'changes, told, a later page': (pool) =>
      readChanges(pool, story, {
        from: first - 1,
        to: last,
        order: 'told',
        after: { rank: 3, first: middle, position: middle },
        limit: 101,
      }),
    'changes, recorded': (pool) =>
      readChanges(pool, story, { from: first - 1, to: last, order: 'recorded', limit: 101 }),
    'changes, recorded, a later page': (pool) =>
      readChanges(pool, story, {
        from: first - 1,
        to: last,
        order: 'recorded',
        after: { rank: 0, first: 0, position: middle },
        limit: 101,
      }),
    'the difference of its ends': (pool) => readDifference(pool, story, first, last),
    'a difference of ten events': (pool) =>
      readDifference(pool, story, middle, middle + Math.ceil((last - first) / 1000)),
    'the latest facts': (pool) =>
      readFacts(pool, story, {}, { kinds: ['estimate', 'claim', 'correction'], limit: 100 }),
    'facts before, said by': (pool) =>
      readFacts(pool, story, { at: last, until }, { kinds: ['statement', 'claim'], before: middle, limit: 100 }),
    'a fact': (pool) => readFactOrigin(pool, story, 'figure-4', ['estimate', 'statement']),
    metric: (pool) => readMetric(pool, story, 'troops', {}, { after: 0, limit: 100 }),
    'metric, as of, said by, a later page': (pool) =>
      readMetric(pool, story, 'troops', { at: last, until }, { after: middle, limit: 100 }),
    'timeline, latest': (pool) => readTimeline(pool, story, {}, { order: 'latest', limit: 100 }),
    'timeline, earliest': (pool) => readTimeline(pool, story, {}, { order: 'earliest', limit: 100 }),
    'timeline, latest, a later page': (pool) =>
      readTimeline(pool, story, { at: middle }, { order: 'latest', after: timelinePlace, limit: 100 }),
    'timeline, earliest, a later page, said by': (pool) =>
      readTimeline(pool, story, { at: last, until }, { order: 'earliest', after: timelinePlace, limit: 100 }),
    'which state it is in': (pool) =>
      readStates(
        pool,
        [story, 'nothing-here'].flatMap((story) => [middle, undefined].map((at) => ({ story, at }))),
      ),
    versions: (pool) => readVersions(pool, story, [1, 2, 50]),
    'the version at a time': (pool) => findVersionAt(pool, story, '2024-10-28T21:05:00Z'),
    history: (pool) => readHistory(pool, story, 1_000),
    'all rows': (pool) => readView(pool, story),
    'all rows, as of': (pool) => readView(pool, story, middle),
    'its events, followed': (pool) => readFollowed(pool, { filter: { stories: [story] }, after: middle, to: last }),
    'its events of a party, followed': (pool) =>
      readFollowed(pool, { filter: { stories: [story], parties: ['nobody'] }, after: middle, to: last }),
    'where its last events begin': (pool) => findStartOfLast(pool, { stories: [story] }, 100, last),
    'what its events do': (pool) => readSteps(pool, [story, 'nothing-here'], middle, last),
    'its replay': (pool) => readReplay(pool, story, { after: middle, to: last, limit: 100 }),
    'its log': (pool) => readLog(pool, { story, after: middle, to: last, limit: 100 }),
    'the position of a version': (pool) => resolveMoment(pool, story, { by: 'version', version: 7 }),
    'the position of a time': (pool) => resolveMoment(pool, story, { by: 'time', at: '2024-10-28T21:05:00.1Z' }),
  };
}

/** What readers ask across stories. What is late finds nothing, and must not look at everything to see that. */
export function readingsAcross({ head }: Spans): Record<string, Reading> {
  const late = '2030-01-01T00:00:00Z';
  const middle = Math.floor(head / 2);
  return {
    'what comes': (pool) => readComing(pool, middle),
    'where the last events begin': (pool) => findStartOfLast(pool, {}, 100, head),
    'what is recorded since': (pool) => findStartOfTime(pool, '2024-10-28T21:05:00.1Z'),
    'a gap': (pool) => findGap(pool, middle, middle + 1_000),
    'events, followed': (pool) => readFollowed(pool, { filter: {}, after: middle, to: head }),
    'events of a type and a party, followed': (pool) =>
      readFollowed(pool, { filter: { types: ['FactCorrected'], parties: ['nobody'] }, after: middle, to: head }),
    log: (pool) => readLog(pool, { after: middle, to: head, limit: 100 }),
    'stories by change': (pool) => listStories(pool, { order: 'changed', limit: 100 }),
    'stories by change, a later page': (pool) =>
      listStories(pool, { order: 'changed', limit: 100, after: { changed: head - 1200, story: 'm' } }),
    'stories by change, of a status': (pool) => listStories(pool, { order: 'changed', limit: 100, status: 'none' }),
    'stories by change, since': (pool) => listStories(pool, { order: 'changed', limit: 100, changedSince: late }),
    'stories by change, of a status, since, a later page': (pool) =>
      listStories(pool, {
        order: 'changed',
        limit: 100,
        status: 'open',
        changedSince: '2024-10-28T21:05:00.01Z',
        after: { changed: head - 1200, story: 'm' },
      }),
    'stories by name': (pool) => listStories(pool, { order: 'story', limit: 100 }),
    'stories by name, a later page': (pool) =>
      listStories(pool, { order: 'story', limit: 100, after: { changed: 1, story: 'short-3' } }),
    'stories by name, of a status': (pool) => listStories(pool, { order: 'story', limit: 100, status: 'none' }),
    'stories by name, since': (pool) => listStories(pool, { order: 'story', limit: 100, changedSince: late }),
    'stories by name, of a status, since, a later page': (pool) =>
      listStories(pool, {
        order: 'story',
        limit: 100,
        status: 'open',
        changedSince: `2024-10-28T21:05:00.${String(head - 2_000).padStart(6, '0')}Z`,
        after: { changed: 1, story: 'short-3' },
      }),
    'stories by name, since early': (pool) =>
      listStories(pool, { order: 'story', limit: 100, changedSince: '2000-01-01T00:00:00Z' }),
    'stories by name, of a status, since early, a later page': (pool) =>
      listStories(pool, {
        order: 'story',
        limit: 100,
        status: 'open',
        changedSince: '2000-01-01T00:00:00Z',
        after: { changed: 1, story: 'short-3' },
      }),
    parked: (pool) => listParked(pool),
    mendings: (pool) => listMendings(pool, { limit: 100 }),
    'mendings, a later page, since': (pool) =>
      listMendings(pool, { before: middle, since: '2024-10-28T21:05:00.05Z', to: late, limit: 100 }),
    'mendings, since too late': (pool) => listMendings(pool, { since: late, limit: 100 }),
    'mendings recorded by': (pool) => listMendings(pool, { recordedBy: 'key-1', limit: 100 }),
    'mendings recorded by nobody': (pool) => listMendings(pool, { recordedBy: 'nobody', limit: 100 }),
    'mendings for a common reason': (pool) => listMendings(pool, { reason: 'slip', limit: 100 }),
    'mendings for a common reason, recorded by': (pool) =>
      listMendings(pool, { reason: 'slip', recordedBy: 'key-1', limit: 100 }),
    'mendings for a common reason, recorded by nobody': (pool) =>
      listMendings(pool, { reason: 'slip', recordedBy: 'nobody', limit: 100 }),
    'mendings for no known reason': (pool) => listMendings(pool, { reason: 'xylophone', limit: 100 }),
    voices: (pool) => readVoices(pool, 'party-3', { limit: 50 }),
    'voices, a later page': (pool) => readVoices(pool, 'party-3', { at: head - 1, before: middle, limit: 50 }),
    'whether words can be searched for': (pool) => isSearchable(pool, '-slip or troops'),
    'search for a common word': (pool) => searchStories(pool, { q: 'troops', limit: 20 }),
    'search for a rare word': (pool) => searchStories(pool, { q: '"story 77"', limit: 20 }),
    'search for no word': (pool) => searchStories(pool, { q: 'xylophone', limit: 20 }),
    'search, filtered': (pool) =>
      searchStories(pool, {
        q: 'train or talks',
        status: 'open',
        changedSince: '2024-10-28T21:05:00Z',
        after: { rank: 0.1, story: 'm' },
        limit: 20,
      }),
  };
}

import type { Schema } from '#events';
import { across } from './across-stories.js';
import { anyRead } from './any-read.js';
import * as parameter from './parameters.js';
import type { Route } from './route.js';

const ofStory = [...anyRead, 'invalid-story-id', 'story-unknown', 'epoch-differs', 'position-not-reached'] as const;
const atMoment = [...ofStory, 'moment-in-future', 'version-unknown'] as const;

/** What `decide` refuses: the story as it is does not allow it. */
const undecided = [
  'story-not-opened',
  'story-already-opened',
  'story-closed',
  'story-not-closed',
  'id-taken',
  'fact-unknown',
  'fact-of-wrong-kind',
  'fact-retracted',
  'metric-differs',
  'metric-redefined',
  'not-end-of-chain',
  'order-cycle',
  'correction-changes-identity',
  'correction-leaves-invalid',
  'correction-changes-nothing',
] as const;

export const publishing: Route = {
  method: 'post',
  path: '/v1/stories/{story}/events',
  id: 'publishEvents',
  tag: 'Publishing',
  summary: 'Publish events to a story, all or none',
  parameters: [parameter.story, parameter.dryRun, parameter.ifMatch, parameter.ifNoneMatch, parameter.idempotencyKey],
  answer: 'Published',
  refuses: [
    'malformed-json',
    'invalid-utf8',
    'duplicate-key',
    'nested-too-deeply',
    'invalid-query',
    'invalid-header',
    'invalid-story-id',
    'key-missing',
    'key-unknown',
    'key-lacks-scope',
    ...undecided,
    'story-unreadable',
    'wrong-version',
    'body-too-large',
    'event-too-large',
    'batch-over-rate',
    'wrong-media-type',
    'invalid-events',
    'idempotency-key-reused',
    'rate-limited',
    'internal-error',
    'ledger-unavailable',
    'overloaded',
  ],
};

export const rejected: Route = {
  method: 'get',
  path: '/v1/rejected',
  id: 'listRejected',
  tag: 'Publishing',
  summary: 'What the holder of the key sent and was refused, for thirty days',
  parameters: [parameter.rejectedLimit, parameter.cursor],
  answer: 'Rejected',
  refuses: ['invalid-query', 'key-missing', 'key-unknown', 'key-lacks-scope', 'internal-error', 'ledger-unavailable'],
};

const look = [parameter.story, parameter.asOf, parameter.until, parameter.minPosition, parameter.epoch] as const;
const page = [...look, parameter.limit, parameter.cursor] as const;

const part = (name: string, answer: string, summary: string, more: Partial<Route> = {}): Route => ({
  method: 'get',
  path: `/v1/stories/{story}/${name}`,
  id: `read${answer}`,
  tag: 'Reading',
  summary,
  parameters: page,
  answer,
  refuses: atMoment,
  ...more,
});

const parts: readonly Route[] = [
  part('timeline', 'Timeline', 'What was said and happened, in that order as far as it is known', {
    parameters: [...page, parameter.timelineOrder],
  }),
  part('estimates', 'Estimates', 'The figures, the latest recorded first'),
  part('estimates/{metric}', 'MetricFigures', 'One metric over time, in chains of revisions', {
    parameters: [parameter.metric, ...page],
    refuses: [...atMoment, 'fact-not-found'],
  }),
  part('claims', 'Claims', 'The claims, with where each party stands'),
  part('statements', 'Statements', 'The statements, the latest recorded first'),
  part('corrections', 'StoryCorrections', 'What was corrected and retracted'),
  part('sources', 'Sources', 'The sources'),
  part(
    'facts/{fact}',
    'Fact',
    'One fact: where it comes from, and what was known of it, in its latest 1,000 versions',
    {
      parameters: [parameter.story, parameter.fact, parameter.asOf, parameter.minPosition, parameter.epoch],
      refuses: [...atMoment, 'fact-not-found'],
    },
  ),
];

const formats: Readonly<Record<string, Schema>> = {
  'text/csv': { type: 'string' },
  'application/atom+xml': { type: 'string' },
  'application/ld+json': { type: 'object' },
  'application/ninjs+json': { type: 'object' },
};

/** A story in the formats of others; JSON is that of `/v1/stories/{story}`. */
const exporting: Route = {
  method: 'get',
  path: '/v1/stories/{story}.{suffix}',
  id: 'exportStory',
  tag: 'Reading',
  summary: 'All that is known of a story as a file; the address without a suffix answers by `Accept`',
  parameters: [parameter.story, parameter.suffix, parameter.asOf, parameter.minPosition, parameter.epoch],
  answer: 'Story',
  alsoAs: formats,
  refuses: atMoment,
};

export const reading: readonly Route[] = [
  {
    method: 'get',
    path: '/v1/stories',
    id: 'listStories',
    tag: 'Reading',
    summary: 'The stories',
    parameters: [
      parameter.q,
      parameter.status,
      parameter.changedSince,
      parameter.order,
      parameter.limit,
      parameter.cursor,
    ],
    answer: 'Stories',
    refuses: anyRead,
  },
  {
    method: 'get',
    path: '/v1/stories/{story}',
    id: 'readStory',
    tag: 'Reading',
    summary: 'A story now, or as it was known at a moment, or as far as it had been said by a date, or both',
    parameters: [
      parameter.story,
      parameter.asOf,
      parameter.until,
      parameter.minPosition,
      parameter.epoch,
      parameter.acceptDatetime,
    ],
    answer: 'Story',
    alsoAs: formats,
    isTimeGate: true,
    refuses: [...atMoment, 'invalid-header', 'not-acceptable'],
  },
  {
    method: 'get',
    path: '/v1/stories/{story}/timemap',
    id: 'readTimeMap',
    tag: 'Reading',
    summary: 'The versions of a story, with their times and addresses',
    parameters: [parameter.story, parameter.page, parameter.minPosition, parameter.epoch],
    answer: 'TimeMap',
    mediaType: 'application/link-format',
    refuses: [...ofStory, 'version-unknown'],
  },
  {
    method: 'get',
    path: '/v1/stories/{story}/changes',
    id: 'readChanges',
    tag: 'Reading',
    summary: 'What a reader must be told between two moments',
    parameters: [
      parameter.story,
      parameter.from,
      parameter.to,
      parameter.changesOrder,
      parameter.limit,
      parameter.cursor,
      parameter.minPosition,
      parameter.epoch,
    ],
    answer: 'Changes',
    refuses: atMoment,
  },
  {
    method: 'get',
    path: '/v1/stories/{story}/replay',
    id: 'replayStory',
    tag: 'Reading',
    summary: 'How a story unfolded: what each event between two moments did to the rows of its view',
    parameters: [
      parameter.story,
      parameter.from,
      parameter.to,
      parameter.limit,
      parameter.cursor,
      parameter.minPosition,
      parameter.epoch,
    ],
    answer: 'Replay',
    refuses: atMoment,
  },
  {
    method: 'get',
    path: '/v1/stories/{story}/events',
    id: 'readStoryEvents',
    tag: 'Reading',
    summary: 'The record of a story',
    parameters: [
      parameter.story,
      parameter.after,
      parameter.limit,
      parameter.cursor,
      parameter.minPosition,
      parameter.epoch,
    ],
    answer: 'Events',
    refuses: ofStory,
  },
  {
    method: 'get',
    path: '/v1/events',
    id: 'readEvents',
    tag: 'Reading',
    summary: 'The record of all stories',
    parameters: [parameter.after, parameter.limit, parameter.cursor, parameter.minPosition, parameter.epoch],
    answer: 'Events',
    refuses: [...anyRead, 'epoch-differs', 'position-not-reached'],
  },
  ...parts,
  exporting,
  ...across,
];

/** Where stories are read, as `/v1/stories/{story}`, which takes the suffixes of formats too. */
export const readingPaths: readonly string[] = reading.filter((route) => route !== exporting).map(({ path }) => path);

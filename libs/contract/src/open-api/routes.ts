import type { ErrorCode } from '#errors';
import type { Schema } from '#events';
import * as parameter from './parameters.js';

/** One route as it is promised. `answer` is the name of a schema. */
export interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly parameters: readonly Schema[];
  readonly answer: string;
  /** `application/json` where it is absent. */
  readonly mediaType?: string;
  readonly refuses: readonly ErrorCode[];
}

// Keys are asked for where reading is not open.
const anyRead = [
  'invalid-query',
  'key-missing',
  'key-unknown',
  'key-lacks-scope',
  'internal-error',
  'views-unavailable',
  'keys-unavailable',
] as const;
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
    summary: 'A story now, or as it was known at a moment',
    parameters: [parameter.story, parameter.asOf, parameter.minPosition, parameter.epoch, parameter.acceptDatetime],
    answer: 'Story',
    refuses: [...atMoment, 'invalid-header'],
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
];

/** Where stories are read, as `/v1/stories/{story}`. */
export const readingPaths: readonly string[] = reading.map(({ path }) => path);

import type { Schema } from '#events';
import { parkedNote } from './answers.js';
import * as parameter from './parameters.js';
import type { Route } from './route.js';

const repeated = (name: string, items: Schema, description: string): Schema => ({
  name,
  in: 'query',
  schema: { type: 'array', items, maxItems: 200 },
  style: 'form',
  explode: true,
  description,
});

const slug: Schema = { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,99}$' };

const parameters: readonly Schema[] = [
  {
    name: 'as',
    in: 'query',
    schema: { enum: ['events', 'changes'], default: 'events' },
    description: 'The events themselves, or what each does to the views of the stories that are named.',
  },
  {
    name: 'after',
    in: 'query',
    schema: { type: 'integer', minimum: -10_000 },
    description:
      'The position behind which it begins; -100 for the last hundred that pass. Without it, it begins now: changes ' +
      'then begin with a snapshot of each story.',
  },
  {
    name: 'since',
    in: 'query',
    schema: { type: 'string', format: 'date-time' },
    description: 'In place of `after`: all that was recorded then or later.',
  },
  repeated('story', slug, 'The stories that are followed; of all, where none is named. Needed for changes.'),
  repeated('type', { type: 'string' }, 'The types of events that are followed.'),
  repeated('party', slug, 'The parties and speakers whose words are followed, with what mends them.'),
  parameter.epoch,
  {
    name: 'token',
    in: 'query',
    schema: { type: 'string' },
    description: 'Of `POST /v1/stream/token`, in place of a key.',
  },
  {
    name: 'Last-Event-ID',
    in: 'header',
    schema: { type: 'integer', minimum: 0 },
    description: 'The id of the last message that came: it goes on behind that, whatever `after` says.',
  },
];

const reading = ['key-missing', 'key-unknown', 'key-lacks-scope', 'internal-error', 'keys-unavailable'] as const;

export const streaming: Route = {
  method: 'get',
  path: '/v1/stream',
  id: 'stream',
  tag: 'Following',
  summary: 'The record, or the changes to stories, as they come (server-sent events)',
  parameters,
  answer: 'StreamMessage',
  mediaType: 'text/event-stream',
  refuses: [
    'invalid-query',
    'invalid-header',
    ...reading,
    'epoch-differs',
    'too-many-streams',
    'views-unavailable',
    'position-not-reached',
    'streams-full',
  ],
};

export const streamToken: Route = {
  method: 'post',
  path: '/v1/stream/token',
  id: 'giveStreamToken',
  tag: 'Following',
  summary: 'A token with which a page opens streams for some minutes, where reading needs a key',
  parameters: [],
  answer: 'StreamToken',
  refuses: reading,
};

export const streamPaths: readonly string[] = [streaming.path, streamToken.path];

const row: Schema = {
  type: 'object',
  required: ['kind', 'key', 'doc'],
  properties: { kind: { type: 'string' }, key: { type: 'string' }, doc: { type: 'object' } },
};
const ofStory = (more: Schema, ...required: string[]): Schema => ({
  type: 'object',
  required: ['story', 'position', 'version', ...required],
  properties: {
    story: slug,
    position: { type: 'integer', minimum: 0 },
    version: { type: 'integer', minimum: 0 },
    ...more,
  },
});

export const streamSchemas: Record<string, Schema> = {
  StreamMessage: {
    description:
      'The `data` of a message. Its `event` names which it is: the type of the event, `snapshot`, `change` or `position`; ' +
      'its `id` is the position to go on behind.',
    anyOf: ['CloudEvent', 'Snapshot', 'Step', 'StreamPlace'].map((name) => ({ $ref: `#/components/schemas/${name}` })),
  },
  CloudEvent: {
    description: 'CloudEvents 1.0 in structured mode.',
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'dataschema', 'position', 'version', 'data'],
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string' },
      source: { type: 'string', description: '`urn:newsledger:{ledger}:{story}`; unique together with the id.' },
      type: { type: 'string', examples: ['newsledger.EstimateRevised.v1'] },
      subject: { ...slug, description: 'The story.' },
      time: { type: 'string', format: 'date-time', description: 'When it was recorded.' },
      dataschema: { type: 'string', format: 'uri' },
      datacontenttype: { const: 'application/json' },
      position: { type: 'integer', minimum: 1 },
      version: { type: 'integer', minimum: 1 },
      commit: { type: 'integer', minimum: 1 },
      epoch: { type: 'string' },
      recordedby: { type: 'string' },
      schemaversion: { type: 'integer', minimum: 1 },
      publishedat: { type: 'string' },
      actor: { type: 'string' },
      correlationid: { type: 'string' },
      causationid: { type: 'string' },
      data: { type: 'object' },
    },
  },
  Snapshot: {
    description:
      'All rows of a story as of a position; without an id. No rows, and version 0, where there is no such story yet.',
    ...ofStory({ rows: { type: 'array', items: row }, parked: parkedNote }, 'rows'),
  },
  Step: {
    description:
      'What a position does to the rows of its story: those that end are taken away before those that begin are put in.',
    ...ofStory(
      {
        change: { $ref: '#/components/schemas/Change' },
        ended: {
          type: 'array',
          items: {
            type: 'object',
            required: ['kind', 'key'],
            properties: { kind: { type: 'string' }, key: { type: 'string' } },
          },
        },
        begun: { type: 'array', items: row },
      },
      'change',
      'ended',
      'begun',
    ),
  },
  StreamPlace: {
    description: 'All that passes has been sent up to here.',
    type: 'object',
    required: ['position'],
    properties: { position: { type: 'integer', minimum: 0 } },
  },
  StreamToken: {
    type: 'object',
    required: ['token', 'expiresAt'],
    properties: { token: { type: 'string' }, expiresAt: { type: 'string', format: 'date-time' } },
  },
};

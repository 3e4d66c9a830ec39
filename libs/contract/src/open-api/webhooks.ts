import { eventVersions, schemaPath } from '#events';
import type { Schema } from '#events';
import type { ErrorCode } from '#errors';

/** One route of webhooks. `answers` is the status where all went well, and the name of a schema, if it has a body. */
export interface WebhookRoute {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly parameters: readonly Schema[];
  readonly body?: string;
  readonly answers: readonly [status: number, schema?: string];
  readonly refuses: readonly ErrorCode[];
}

const any = [
  'invalid-query',
  'key-missing',
  'key-unknown',
  'key-lacks-scope',
  'internal-error',
  'webhooks-unavailable',
  'keys-unavailable',
] as const;
const ofOne = [...any, 'webhook-unknown'] as const;
const withBody = [
  'malformed-json',
  'invalid-utf8',
  'duplicate-key',
  'nested-too-deeply',
  'body-too-large',
  'wrong-media-type',
  'invalid-webhook',
] as const;

const id: Schema = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^wh_[0-9a-f]{32}$' },
  description: 'The id of the webhook.',
};
const page: readonly Schema[] = [
  {
    name: 'limit',
    in: 'query',
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 100 },
    description: 'How many, at most.',
  },
  { name: 'cursor', in: 'query', schema: { type: 'string' }, description: 'Where the page before ended; opaque.' },
];

const change = (name: string, summary: string, more: Partial<WebhookRoute> = {}): WebhookRoute => ({
  method: 'post',
  path: `/v1/webhooks/{id}/${name}`,
  id: `${name}Webhook`,
  summary,
  parameters: [id],
  answers: [200, 'Webhook'],
  refuses: [...ofOne, 'webhook-ended'],
  ...more,
});

export const webhookRoutes: readonly WebhookRoute[] = [
  {
    method: 'post',
    path: '/v1/webhooks',
    id: 'createWebhook',
    summary: 'Have events sent to an address, from now on or from behind a position',
    parameters: [],
    body: 'NewWebhook',
    answers: [201, 'WebhookWithSecret'],
    refuses: [...any, ...withBody, 'too-many-webhooks'],
  },
  {
    method: 'get',
    path: '/v1/webhooks',
    id: 'listWebhooks',
    summary: 'The webhooks of the key; with the scope admin, all',
    parameters: page,
    answers: [200, 'Webhooks'],
    refuses: any,
  },
  {
    method: 'get',
    path: '/v1/webhooks/{id}',
    id: 'readWebhook',
    summary: 'A webhook: how far it is, and what is wrong with it',
    parameters: [id],
    answers: [200, 'Webhook'],
    refuses: ofOne,
  },
  {
    method: 'delete',
    path: '/v1/webhooks/{id}',
    id: 'deleteWebhook',
    summary: 'Remove a webhook, with what is known of its deliveries',
    parameters: [id],
    answers: [204],
    refuses: ofOne,
  },
  {
    method: 'get',
    path: '/v1/webhooks/{id}/deliveries',
    id: 'listDeliveries',
    summary: 'The latest attempts to deliver, the latest first: at most 500, for thirty days',
    parameters: [id, ...page],
    answers: [200, 'WebhookDeliveries'],
    refuses: ofOne,
  },
  change('pause', 'Send nothing until it is resumed'),
  change('resume', 'Go on where it was', { refuses: [...ofOne, 'webhook-ended', 'epoch-differs'] }),
  change('retry', 'Try what failed again at once', { refuses: [...ofOne, 'webhook-ended', 'webhook-paused'] }),
  change('replay', 'Send again, or pass over, from behind a position on', {
    body: 'WebhookReplay',
    refuses: [...ofOne, ...withBody, 'webhook-ended'],
  }),
  change('rotate', 'Get a new secret; the one before signs too for 24 hours', {
    id: 'rotateWebhookSecret',
    answers: [200, 'WebhookWithSecret'],
    refuses: ofOne,
  }),
  change('test', 'Send a test at once, and tell how it went', {
    answers: [200, 'WebhookTested'],
    refuses: [...ofOne, 'overloaded'],
  }),
];

/** What a receiver gets, as OpenAPI 3.1 tells it. */
export const webhookDelivery: Schema = {
  operationId: 'receiveEvent',
  tags: ['Webhooks'],
  summary: 'An event is sent, signed as Standard Webhooks says; any 2xx takes it, 410 ends the webhook',
  parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
    name,
    in: 'header',
    required: true,
    schema: { type: 'string' },
  })),
  requestBody: {
    required: true,
    content: { 'application/cloudevents+json': { schema: { $ref: '#/components/schemas/SentCloudEvent' } } },
  },
  responses: { '2XX': { description: 'The event was taken.' }, '410': { description: 'No more events are wanted.' } },
};

export const webhookTypes: Schema = {
  enum: [...new Set(eventVersions.map(({ type }) => type))],
};

export const sentCloudEvent: Schema = {
  type: 'object',
  description: `CloudEvents 1.0, structured; \`data\` is in the schema at \`dataschema\`, such as ${schemaPath('StoryOpened', 1)}.`,
  required: ['specversion', 'id', 'source', 'type', 'time', 'data'],
  properties: {
    specversion: { const: '1.0' },
    id: { type: 'string' },
    source: { type: 'string' },
    type: { type: 'string' },
    subject: { type: 'string', description: 'The story.' },
    time: { type: 'string', format: 'date-time' },
    position: { type: 'integer', description: 'In the record of all stories.' },
    epoch: { type: 'string', description: 'The history that the position is of.' },
    version: { type: 'integer', description: 'In its story.' },
    dataschema: { type: 'string' },
    data: { type: 'object' },
  },
};

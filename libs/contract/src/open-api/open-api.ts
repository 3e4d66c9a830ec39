import { classSchemas } from '#events';
import type { Schema } from '#events';
import { answerSchemas } from './answers.js';
import { auditing, auditSchemas } from './auditing.js';
import { asOf, ifChanged, to } from './parameters.js';
import { problemResponses, problemSchema } from './problems.js';
import { publishBody, publishExamples } from './publish-body.js';
import { publishing, reading, rejected } from './routes.js';
import type { Route } from './route.js';
import { streaming, streamSchemas, streamToken } from './streaming.js';
import { webhookSchemas } from './webhook-schemas.js';
import { webhookDelivery, webhookRoutes } from './webhooks.js';
import type { WebhookRoute } from './webhooks.js';

const toSchema = (name: string) => `#/components/schemas/${name}`;

const json = (name: string, more: Schema): Schema => ({
  content: { 'application/json': { schema: { $ref: toSchema(name) } } },
  ...more,
});

const header = (description: string): Schema => ({ schema: { type: 'string' }, description });

const readHeaders: Schema = {
  'Newsledger-Position': header('The position that the answer reflects.'),
  'Newsledger-Epoch': header('The history that positions are of.'),
  ETag: header('Of this answer; that of a story begins with its version, and If-Match takes it.'),
  Vary: header('The headers of the request that the answer depends on.'),
};

const canonical = 'Where the answer is found for good that is of a time which is not over yet: `canonical`.';
const momentHeaders: Schema = { Link: header(canonical) };

// RFC 7089: a story is its own TimeGate.
const storyHeaders: Schema = {
  Link: header(
    `Of JSON: where the states of the story are, \`original timegate\`, \`timemap\`, \`memento\`. ${canonical}`,
  ),
  'Memento-Datetime': header('Of JSON with `asOf`: when the state that is shown became current.'),
};
const toMemento: Schema = {
  '302': {
    description:
      'The story as it was at `Accept-Datetime`: before it began, the first version; in the future, the last.',
    headers: {
      Location: header('`?asOf=version:n`, with what else was asked for.'),
      Link: header('Where the states of the story are: `original timegate`, `timemap`.'),
    },
  },
};

const operation = ({ id, tag, summary, refuses }: Route, more: Schema, answers: Schema): Schema => ({
  operationId: id,
  tags: [tag],
  summary,
  ...more,
  responses: { ...answers, ...problemResponses(refuses) },
});

const publish = operation(
  publishing,
  {
    parameters: publishing.parameters,
    description:
      'Without an expectation the events are decided against the story as it is. A retry with the same ids and equal ' +
      'content gets the first answer, with `Idempotent-Replayed: true`, before any expectation is looked at.',
    security: [{ key: [] }],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: toSchema('Publish') }, examples: publishExamples } },
    },
  },
  {
    '200': json(publishing.answer, { description: 'A dry run: this would be accepted. Nothing was written.' }),
    '201': json(publishing.answer, {
      description: 'The events are in the ledger.',
      headers: {
        'Idempotent-Replayed': header('`true`: they were there already, and this is the first answer again.'),
      },
    }),
  },
);

const read = (route: Route) => {
  const { answer, summary, mediaType = 'application/json', alsoAs = {}, isTimeGate = false } = route;
  const hasMoment = route.parameters.some((one) => one === asOf || one === to);
  const more = answer === 'Story' ? storyHeaders : hasMoment ? momentHeaders : {};
  const headers = { ...readHeaders, ...more };
  const others = Object.entries(alsoAs).map(([type, schema]) => [type, { schema }] as const);
  const content = { [mediaType]: { schema: { $ref: toSchema(answer) } }, ...Object.fromEntries(others) };
  return operation(
    route,
    { parameters: [...route.parameters, ifChanged] },
    {
      '200': { content, description: summary, headers },
      ...(isTimeGate ? toMemento : {}),
      '304': { description: 'What is there already is still the answer.', headers },
    },
  );
};

const settled = 'For a year where the address names the history and the sizes: then it never changes.';
const audit = (route: Route) => {
  const { answer, summary, mediaType = 'application/json' } = route;
  const headers = {
    'Newsledger-Epoch': header('The history that positions are of.'),
    'Cache-Control': header(settled),
    ETag: header('Of this answer.'),
  };
  const content = { [mediaType]: { schema: { $ref: toSchema(answer) } } };
  return operation(
    route,
    { parameters: [...route.parameters, ifChanged] },
    {
      '200': { content, description: summary, headers },
      '304': { description: 'What is there already is still the answer.', headers },
    },
  );
};

const listRejected = operation(
  rejected,
  { parameters: rejected.parameters, security: [{ key: [] }] },
  { '200': json(rejected.answer, { description: rejected.summary }) },
);

// Only what a stream answers at its start has headers of its own; its messages say where they are.
const stream = operation(
  streaming,
  { parameters: streaming.parameters },
  {
    '200': {
      description: 'The stream. It ends when the client goes, when it reads too slowly, and when this reader stops.',
      headers: {
        'Newsledger-Position': header('The position of the views when it began.'),
        'Newsledger-Epoch': header('The history that positions are of.'),
      },
      content: { 'text/event-stream': { schema: { $ref: toSchema(streaming.answer) } } },
    },
  },
);

const giveToken = operation(
  streamToken,
  { security: [{}, { key: [] }] },
  { '201': json(streamToken.answer, { description: 'The token. Where reading is open, streams need none.' }) },
);

const ofWebhooks = ({ id, summary, parameters, body, answers: [status, schema], refuses }: WebhookRoute): Schema => ({
  operationId: id,
  tags: ['Webhooks'],
  summary,
  parameters,
  security: [{ key: [] }],
  ...(body === undefined ? {} : { requestBody: { required: true, ...json(body, {}) } }),
  responses: {
    [status]: schema === undefined ? { description: 'It is done.' } : json(schema, { description: summary }),
    ...problemResponses(refuses),
  },
});

const health = (id: string, summary: string, responses: Schema): Schema => ({
  get: { operationId: id, tags: ['Operations'], summary, responses },
});

/** The HTTP interface as OpenAPI 3.1. */
export function openApi(): Schema {
  const paths: Record<string, Record<string, Schema>> = {
    [publishing.path]: { [publishing.method]: publish },
    [rejected.path]: { [rejected.method]: listRejected },
    [streaming.path]: { [streaming.method]: stream },
    [streamToken.path]: { [streamToken.method]: giveToken },
  };
  for (const route of reading) (paths[route.path] ??= {})[route.method] = read(route);
  for (const route of auditing) (paths[route.path] ??= {})[route.method] = audit(route);
  for (const route of webhookRoutes) (paths[route.path] ??= {})[route.method] = ofWebhooks(route);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Newsledger',
      version: '1',
      summary: 'The record of how a news story changed.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: ['Publishing', 'Reading', 'Following', 'Webhooks', 'Auditing', 'Operations'].map((name) => ({ name })),
    security: [],
    paths: {
      ...paths,
      '/health/live': health('live', 'Whether the process is alive', {
        '200': json('Live', { description: 'It is.' }),
      }),
      '/health/ready': health('ready', 'Whether every service of the process can do its work', {
        '200': json('Readiness', { description: 'All can.' }),
        '503': json('Readiness', { description: 'Some cannot, and say why.' }),
      }),
    },
    webhooks: { event: { post: webhookDelivery } },
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key with the scope that the route needs.' },
      },
      schemas: {
        Publish: publishBody,
        ...answerSchemas,
        ...streamSchemas,
        ...webhookSchemas,
        ...auditSchemas,
        Problem: problemSchema,
        ...classSchemas(toSchema),
      },
    },
  };
}

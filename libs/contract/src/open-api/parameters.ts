import type { Schema } from '#events';

const query = (name: string, schema: Schema, description: string): Schema => ({
  name,
  in: 'query',
  schema,
  description,
});

const position: Schema = { type: 'integer', minimum: 0 };
const momentSchema: Schema = {
  type: 'string',
  examples: ['12', 'version:3', '2024-10-28T21:05:00Z'],
};
const moment = (name: string, words: string) =>
  query(name, momentSchema, `${words}: a position, \`version:n\`, or an RFC 3339 time.`);

export const story: Schema = {
  name: 'story',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,99}$' },
  description: 'The story, a slug.',
};

export const asOf = moment('asOf', 'The moment as of which the story is shown');
export const from = moment('from', 'The moment after which changes are told');
export const to = moment('to', 'The moment up to which changes are told');
export const after = query('after', position, 'The position after which events are read.');
export const limit = query('limit', { type: 'integer', minimum: 1, maximum: 1000, default: 100 }, 'How many, at most.');
export const rejectedLimit = query(
  'limit',
  { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  'How many, at most; fewer where they are large.',
);
export const cursor = query('cursor', { type: 'string' }, 'Where the page before ended; opaque.');
export const minPosition = query(
  'minPosition',
  position,
  'The position that the answer must reflect, such as the one that a publish was answered; waited for up to 2 s.',
);
export const epoch = query('epoch', { type: 'string' }, 'The history that positions are of; another one is refused.');
export const q = query('q', { type: 'string' }, 'Text within title or summary, whatever the case.');
export const status = query('status', { enum: ['open', 'closed'] }, 'Only stories of this status.');
export const changedSince = query('changedSince', { type: 'string', format: 'date-time' }, 'Only what changed since.');
export const order = query(
  'order',
  { enum: ['changed', 'story'], default: 'changed' },
  'The latest change first, or by id.',
);
export const dryRun = query('dryRun', { type: 'boolean', default: false }, 'Decide, and write nothing.');

export const ifMatch: Schema = {
  name: 'If-Match',
  in: 'header',
  schema: { type: 'string' },
  examples: { version: { value: '"3"' } },
  description: 'The version that the story is expected to be at: `"3"`, or the ETag of the story.',
};
export const ifNoneMatch: Schema = {
  name: 'If-None-Match',
  in: 'header',
  schema: { const: '*' },
  description: '`*`: the story is expected not to be there.',
};
export const idempotencyKey: Schema = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: { type: 'string', minLength: 1, maxLength: 257 },
  description: 'Visible ASCII characters. A retry under the same key gets the first answer; other content is refused.',
};
export const acceptDatetime: Schema = {
  name: 'Accept-Datetime',
  in: 'header',
  schema: { type: 'string', examples: ['Mon, 28 Oct 2024 21:05:00 GMT'] },
  description: 'The time as of which the story is wanted (RFC 7089): answered with its address. `asOf` goes before it.',
};
export const page = query(
  'page',
  { type: 'integer', minimum: 1, maximum: 1_000_000, default: 1 },
  'Which thousand versions.',
);
export const ifChanged: Schema = {
  name: 'If-None-Match',
  in: 'header',
  schema: { type: 'string' },
  description: 'ETags of answers that are there already.',
};

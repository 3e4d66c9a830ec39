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
export const until = query(
  'until',
  { type: 'string', examples: ['2024-10-27', '2024-10'] },
  'Only what was surely said or had happened by the end of this EDTF date, as known at `asOf`.',
);
export const metric: Schema = {
  name: 'metric',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,99}$' },
  description: 'The id of the metric.',
};
export const fact: Schema = {
  name: 'fact',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$' },
  description: 'The id of the fact, which is that of the event that introduced it.',
};
export const party: Schema = {
  name: 'party',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,99}$' },
  description: 'The id of a party or of a speaker.',
};
export const suffix: Schema = {
  name: 'suffix',
  in: 'path',
  required: true,
  schema: { enum: ['json', 'csv', 'atom', 'jsonld', 'ninjs'] },
  description: 'The format.',
};
export const timelineOrder = query(
  'order',
  { enum: ['earliest', 'latest'], default: 'earliest' },
  'What comes first. What has no known time comes last.',
);
export const changesOrder = query(
  'order',
  { enum: ['told', 'recorded'], default: 'told' },
  'As a person tells it (what we had wrong, figures, claims, statements, small edits), or as it was recorded.',
);
export const since = query('since', { type: 'string', format: 'date-time' }, 'Only what was recorded since.');
export const toTime = query('to', { type: 'string', format: 'date-time' }, 'Only what was recorded up to then.');
export const recordedBy = query('recordedBy', { type: 'string' }, 'Only those of this key, by its opaque id.');
export const reason = query('reason', { type: 'string' }, 'Words that the reason must hold.');
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
export const q = query(
  'q',
  { type: 'string' },
  'Words, "a phrase", or, -without: what titles, summaries, propositions and occurrences are searched for; the best first.',
);
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

import type { Schema } from '#events';

const count: Schema = { type: 'integer', minimum: 0 };
const text: Schema = { type: 'string' };
const time: Schema = { type: 'string', format: 'date-time' };
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const list = (items: Schema): Schema => ({ type: 'array', items });

/** An object whose fields are there, save those whose names end in a question mark. */
function object(fields: Readonly<Record<string, Schema>>, description?: string): Schema {
  const names = Object.keys(fields);
  return {
    type: 'object',
    ...(description === undefined ? {} : { description }),
    required: names.filter((name) => !name.endsWith('?')),
    properties: Object.fromEntries(names.map((name) => [name.replace('?', ''), fields[name]])),
  };
}

const recorded = {
  id: text,
  position: { ...count, description: 'Where the fact stands in the record.' },
  recordedAt: { ...time, description: 'When it became known here.' },
  'publishedAt?': { ...time, description: 'When the newsroom says that it first published this.' },
  'corrections?': { ...list(text), description: 'The corrections that it has had, by their ids.' },
  'retractedBy?': { ...text, description: 'The retraction that took it back, by its id.' },
};
const utterance = object(
  { 'by?': ref('Attribution'), 'when?': ref('When'), 'cites?': list(ref('Cite')) },
  'Who said it, when and where it stands: its own, or those of the statement that it was said in.',
);
const data = (...types: string[]): Schema =>
  types.length === 1 ? ref(types[0] ?? '') : { anyOf: types.map((type) => ref(type)) };
const fact = (...types: string[]) => ({ ...recorded, data: data(...types) });
const said = (...types: string[]) => ({ ...fact(...types), said: utterance });
const mended = { ...recorded, fact: text, kind: text, reason: text };
const party = object({
  party: ref('Party'),
  stance: { enum: ['confirmed', 'denied', 'unconfirmed', 'nothing-recorded'] },
  'position?': { ...text, description: 'The fact that says so.' },
});
const shown = ['estimates', 'statements', 'claims', 'positions', 'occurrences', 'sources', 'links'];
const status: Schema = { enum: ['open', 'closed'] };
const listed = { story: text, title: text, language: text, 'summary?': text, status, version: count, position: count };
const cursor = { 'cursor?': { ...text, description: 'For the next page; absent on the last one.' } };

/** What the routes answer, by name. The facts within are in the schemas of their events. */
export const answerSchemas: Readonly<Record<string, Schema>> = {
  Published: object({
    story: text,
    version: { ...count, description: "The last event's." },
    'position?': { ...count, description: "The last event's; absent after a dry run." },
    'recordedAt?': { ...time, description: 'Absent after a dry run.' },
    events: list(object({ id: text, type: text, version: count, 'position?': count })),
  }),
  Stories: object({ stories: list(object({ ...listed, changedAt: time })), ...cursor }),
  Story: object({
    ...listed,
    'lead?': { ...text, description: 'The leading figure.' },
    'keyFacts?': list(text),
    openedAt: time,
    changedAt: time,
    counts: object(Object.fromEntries([...shown, 'corrections', 'retractions'].map((name) => [name, count]))),
    estimates: list(
      object({
        ...said('EstimateIssued', 'EstimateRevised'),
        status: { enum: ['current', 'superseded', 'withdrawn', 'retracted'] },
        'revises?': text,
        'revisedBy?': text,
      }),
    ),
    statements: list(object(said('StatementIssued'))),
    claims: list(object({ ...said('ClaimRaised'), stands: list(party) })),
    positions: list(
      object({
        ...said('ClaimConfirmed', 'ClaimDenied', 'ClaimLeftUnconfirmed'),
        stance: { enum: ['confirmed', 'denied', 'unconfirmed'] },
      }),
    ),
    occurrences: list(object(said('OccurrenceReported'))),
    sources: list(object(fact('SourceFiled'))),
    related: list(object(fact('StoryLinked'))),
    corrections: list(object({ ...mended, was: { type: 'object' }, now: { type: 'object' } })),
    retractions: list(object(mended)),
    links: object({ changes: text, events: text }),
  }),
  Changes: object({ story: text, from: count, to: count, changes: list(ref('Change')), ...cursor }),
  Change: object(
    {
      change: { ...text, description: 'What kind of change it is, such as opened, issued, revised, corrected.' },
      position: count,
      version: count,
      id: text,
      recordedAt: recorded.recordedAt,
      'publishedAt?': recorded['publishedAt?'],
      sentence: { ...text, description: 'The change, told to a reader.' },
      'by?': ref('Attribution'),
      'when?': ref('When'),
      'cites?': list(ref('Cite')),
      'metric?': ref('Metric'),
      'reason?': text,
    },
    'What a reader must be told of one event; its other members say in data what the sentence says in words.',
  ),
  Events: object({ events: list(ref('Event')), ...cursor }),
  Event: object(
    {
      position: count,
      story: text,
      version: count,
      id: text,
      commit: { ...count, description: 'The position of the last event published together with this one.' },
      type: text,
      schemaVersion: count,
      recordedAt: time,
      recordedBy: { ...text, description: 'The opaque id of the key that published it.' },
      'publishedAt?': time,
      'actor?': text,
      'correlationId?': text,
      'causationId?': text,
      data: {
        type: 'object',
        description: 'As it was published, in the schema at /schemas/{type}.v{schemaVersion}.json.',
      },
    },
    '`type`, `id`, `schemaVersion` and `data` can be published again as they are.',
  ),
  TimeMap: {
    ...text,
    description: 'Links (RFC 6690): to the story, to this page and those beside it, and to each version with its time.',
  },
  Rejected: object({
    rejected: list(
      object(
        {
          id: text,
          story: text,
          rejectedAt: time,
          problem: ref('Problem'),
          'body?': text,
          'bodyBase64?': { ...text, description: 'The body where it was no UTF-8.' },
        },
        'The latest first; the body as it was received, and the answer that was given.',
      ),
    ),
    'cursor?': text,
  }),
  Live: object({ live: { const: true } }),
  Readiness: object({
    ready: { type: 'boolean' },
    services: {
      type: 'object',
      description: 'Every service of the process, and since when it is as it is.',
      additionalProperties: object({ ready: { type: 'boolean' }, detail: text, since: time }),
    },
  }),
};

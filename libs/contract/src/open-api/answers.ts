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
  'mended?': { type: 'object', description: 'When each field that was corrected was last corrected.' },
  'retractedBy?': { ...text, description: 'The retraction that took it back, by its id.' },
};
const utterance = object(
  { 'by?': ref('Attribution'), 'when?': ref('When'), 'cites?': list(ref('Cite')) },
  'Who said it, when and where it stands: its own, or those of the statement that it was said in.',
);
const data = (...types: string[]): Schema =>
  types.length === 1 ? ref(types[0] ?? '') : { anyOf: types.map((type) => ref(type)) };
const fact = (...types: string[]) => ({ ...recorded, data: data(...types) });
const said = (...types: string[]) => ({ ...fact(...types), 'order?': order, said: utterance });
const order = object(
  { key: text, 'latest?': { type: 'number', description: 'ms since 1970' } },
  'Where it stands among what was said or happened; keys sort as texts.',
);
const mended = {
  ...recorded,
  fact: text,
  kind: text,
  reason: text,
  recordedBy: { ...text, description: 'The opaque id of the key that published it.' },
  stoodSince: { ...time, description: 'Since when what is mended here had been on record.' },
};
const party = object({
  party: ref('Party'),
  stance: { enum: ['confirmed', 'denied', 'unconfirmed', 'nothing-recorded'] },
  'position?': { ...text, description: 'The fact that says so.' },
});
const estimate = object({
  ...said('EstimateIssued', 'EstimateRevised'),
  status: { enum: ['current', 'superseded', 'withdrawn', 'retracted'] },
  chain: { ...text, description: 'The first figure of the chain of revisions.' },
  'revises?': text,
  'revisedBy?': text,
});
const statement = object(said('StatementIssued'));
const claim = object({ ...said('ClaimRaised'), stands: list(party) });
const source = object({ ...fact('SourceFiled'), 'order?': order });
const mending = object({
  'mends?': { enum: ['correction', 'retraction'] },
  ...mended,
  'was?': { type: 'object' },
  'now?': { type: 'object' },
});
const anyFact = object({ kind: text, ...recorded }, 'A fact of the kind, as in the list of its kind.');
const withFacts = (more: Readonly<Record<string, Schema>>) =>
  object({ ...more, kind: text, ...recorded, facts: list(anyFact) });
const shown = ['estimates', 'statements', 'claims', 'positions', 'occurrences', 'sources', 'links'];
const status: Schema = { enum: ['open', 'closed'] };
const listed = { story: text, title: text, language: text, 'summary?': text, status, version: count, position: count };
const row = object({ kind: text, key: text, doc: { type: 'object' } });
const eventData: Schema = {
  type: 'object',
  description: 'As it was published, in the schema at /schemas/{type}.v{schemaVersion}.json.',
};
const parked = {
  position: { ...count, description: 'The first that is not shown: a publish is shown whole or not at all.' },
  event: { ...count, description: 'The position of the event that cannot be shown.' },
  reason: { enum: ['unknown-type', 'unknown-schema-version', 'unreadable-data', 'unfoldable', 'unwritable'] },
  detail: text,
};
export const parkedNote = object(parked, 'The record goes further than what is shown: an event cannot be shown yet.');
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
  Stories: object({
    stories: list(
      object({
        ...listed,
        changedAt: time,
        'parked?': parkedNote,
        'rank?': { type: 'number', description: 'With q: how well the story fits.' },
        'highlights?': list(
          object({ kind: text, 'id?': text, text: { ...text, description: 'The words between « and ».' } }),
        ),
      }),
    ),
    ...cursor,
  }),
  Story: object({
    ...listed,
    'parked?': parkedNote,
    'lead?': { ...text, description: 'The leading figure.' },
    'keyFacts?': list(text),
    openedAt: time,
    changedAt: time,
    counts: object(Object.fromEntries([...shown, 'corrections', 'retractions'].map((name) => [name, count]))),
    estimates: list(estimate),
    statements: list(statement),
    claims: list(claim),
    positions: list(
      object({
        ...said('ClaimConfirmed', 'ClaimDenied', 'ClaimLeftUnconfirmed'),
        stance: { enum: ['confirmed', 'denied', 'unconfirmed'] },
      }),
    ),
    occurrences: list(object(said('OccurrenceReported'))),
    sources: list(source),
    related: list(object(fact('StoryLinked'))),
    corrections: list(object({ ...mended, was: { type: 'object' }, now: { type: 'object' } })),
    retractions: list(object(mended)),
    timeline: list(object({ id: text, kind: text }, 'What was said or happened last, the latest first.')),
    links: { type: 'object', additionalProperties: text },
  }),
  Timeline: object({ story: text, timeline: list(withFacts({ 'said?': utterance, order })), ...cursor }),
  Estimates: object({ story: text, estimates: list(estimate), ...cursor }),
  MetricFigures: object({
    story: text,
    metric: ref('Metric'),
    chains: list(object({ chain: text, figures: list(text), 'current?': text })),
    estimates: list(estimate),
    ...cursor,
  }),
  Claims: object({ story: text, claims: list(claim), ...cursor }),
  Statements: object({ story: text, statements: list(statement), ...cursor }),
  StoryCorrections: object({ story: text, corrections: list(mending), ...cursor }),
  Sources: object({ story: text, sources: list(source), ...cursor }),
  Fact: object({
    story: text,
    kind: text,
    fact: object(recorded),
    sources: list(source),
    recordedBy: text,
    visibleAt: { ...time, description: 'When readers could first see it.' },
    history: list(object({ from: count, 'until?': count, recordedAt: time, doc: { type: 'object' } })),
  }),
  Corrections: object({
    corrections: list(
      object({
        mends: { enum: ['correction', 'retraction'] },
        story: text,
        title: text,
        stoodSeconds: { type: 'number', description: 'How long the error stood.' },
        ...mended,
      }),
    ),
    ...cursor,
  }),
  PartyStatements: object({
    party: text,
    statements: list(withFacts({ story: text, title: text, 'said?': utterance })),
    ...cursor,
  }),
  Parked: object({ parked: list(object({ story: text, ...parked, since: time })), ...cursor }),
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
      'minor?': { const: true, description: 'A title, a summary, a link or a source: what a page may fold.' },
      'by?': ref('Attribution'),
      'when?': ref('When'),
      'cites?': list(ref('Cite')),
      'metric?': ref('Metric'),
      'reason?': text,
    },
    'What a reader must be told of one event; its other members say in data what the sentence says in words.',
  ),
  Replay: object({ story: text, from: count, to: count, steps: list(ref('ReplayStep')), ...cursor }),
  ReplayStep: object(
    {
      position: count,
      version: count,
      id: text,
      type: text,
      schemaVersion: count,
      recordedAt: recorded.recordedAt,
      'publishedAt?': recorded['publishedAt?'],
      sentence: { ...text, description: 'What the event changed, told to a reader.' },
      change: object(
        { change: text },
        'What the sentence says, in data: a `Change` without what the step says of its event.',
      ),
      ended: list(row),
      begun: list(row),
      data: eventData,
    },
    'An event, and what it did to the rows of its story: those that ended, as they were, are taken away before those that ' +
      'began are put in. All steps up to a position lead to the rows as of that position.',
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
      data: eventData,
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

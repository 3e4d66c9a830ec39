import { eventVersions } from '#events';
import type { EventVersion, Schema } from '#events';

const ref = (name: string) => `#/components/schemas/${name}`;

const opaqueId: Schema = { type: 'string', pattern: '^[A-Za-z0-9._:@~-]{1,128}$' };

/** The envelope of one event type in one version: what is sent without a version is of the current one. */
function sentEvent({ type, version, isCurrent, data }: EventVersion): Schema {
  return {
    title: isCurrent ? type : `${type}, version ${version}`,
    $ref: ref('SentEnvelope'),
    properties: {
      type: { const: type },
      schemaVersion: { const: version },
      data: { $ref: ref(data.name), unevaluatedProperties: false },
    },
    required: isCurrent ? ['type', 'data'] : ['type', 'data', 'schemaVersion'],
    unevaluatedProperties: false,
  };
}

export const publishBody: Schema = {
  type: 'object',
  description:
    'At most 1 MiB; the data of each event at most 128 KiB. Unknown fields are refused, and there is no null.',
  required: ['events'],
  additionalProperties: false,
  properties: {
    events: { type: 'array', minItems: 1, maxItems: 500, items: { oneOf: eventVersions.map(sentEvent) } },
    correlationId: { ...opaqueId, description: 'What this belongs to in the system of the newsroom.' },
    causationId: { ...opaqueId, description: 'What led to it.' },
  },
};

const exampleOf = (type: string) =>
  eventVersions.flatMap((one) => (one.type === type && one.isCurrent ? one.examples.slice(-1) : []))[0];

const example = (summary: string, ...types: string[]): Schema => ({
  summary,
  value: { events: types.map((type) => ({ type, data: exampleOf(type) })) },
});

export const publishExamples: Schema = {
  open: example('Open a story, with a figure', 'StoryOpened', 'EstimateIssued'),
  state: example('Somebody says something', 'StatementIssued'),
  claim: example('Raise a claim that parties may confirm or deny', 'ClaimRaised'),
  occur: example('Something happened', 'OccurrenceReported'),
  close: example('Nothing more is expected', 'StoryClosed'),
};

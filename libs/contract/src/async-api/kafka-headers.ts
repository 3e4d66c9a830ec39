import type { Schema } from '#events';

const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more });
const count = (description: string) => text(description, { pattern: '^[1-9][0-9]*$' });

const optional: Readonly<Record<string, Schema>> = {
  ce_publishedat: text('When the newsroom says that it first published this.', { format: 'date-time' }),
  ce_actor: text("The opaque id of a person in the newsroom's system."),
  ce_correlationid: text('What the publish belongs to in the system of the newsroom.'),
  ce_causationid: text('What led to the publish.'),
};

const always: Readonly<Record<string, Schema>> = {
  ce_specversion: text('The version of CloudEvents.', { const: '1.0' }),
  ce_id: text('The id of the event, unique within its source.'),
  ce_source: text('`urn:newsledger:{ledger}:{story}`.', { pattern: '^urn:newsledger:' }),
  ce_type: text('`newsledger.{type}.v{schema version}`.', { pattern: '^newsledger\\..+\\.v[0-9]+$' }),
  ce_subject: text('The story; also the key of the record.'),
  ce_time: text('When it was recorded.', { format: 'date-time' }),
  ce_dataschema: text('Where the schema of the data is served, absolute.'),
  'content-type': text('The media type of the data.', { const: 'application/json' }),
  ce_position: count('The place in the ledger, without a hole. It tells duplicates, as delivery is at least once.'),
  ce_version: count('The place in the story, without a hole.'),
  ce_commit: count('The position of the last event published together with this one.'),
  ce_epoch: text('The history that positions are of.'),
  ce_recordedby: text('The opaque id of the key that published it.'),
  ce_salt: text('16 random bytes, hexadecimal, that the commitment to the data is made with.', {
    pattern: '^[0-9a-f]{32}$',
  }),
  ce_schemaversion: count('The schema version of the data.'),
};

/** The headers of a record: CloudEvents 1.0 in the binary content mode of Kafka, each as UTF-8 text. */
export const kafkaHeaders: Schema = {
  type: 'object',
  properties: { ...always, ...optional },
  required: Object.keys(always),
};

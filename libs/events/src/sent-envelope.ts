import { currentVersions } from './current-versions.js';
import type { EventType } from './current-versions.js';
import { check, isObject, Optional } from './validation/field.js';
import { Says } from './validation/field-contract.js';
import { EventId, OneOfWords, OpaqueId, Time } from './validation/field-kinds.js';

@Says('An event as a newsroom publishes it. Unknown fields are refused, here and in the data.')
export class SentEnvelope {
  @Says('The type of the event.')
  @OneOfWords(...Object.keys(currentVersions))
  type!: EventType;

  @Says('What the event says, in the schema of its type.')
  @check('object', 'must be an object', isObject, { type: 'object' })
  data!: unknown;

  @Says('The id of the event, and of the fact that it introduces; without one, the server gives a UUIDv7.')
  @Optional()
  @EventId()
  id?: string;

  @Says('The schema version of the data; without one, the current version.')
  @Optional()
  @check('schema-version', 'must be a schema version: 1, 2 …', (version) => Number.isSafeInteger(version), {
    type: 'integer',
  })
  schemaVersion?: number;

  @Says('When the newsroom says that it first published this.')
  @Optional()
  @Time()
  publishedAt?: string;

  @Says("The opaque id of a person in the newsroom's system.")
  @Optional()
  @OpaqueId()
  actor?: string;
}

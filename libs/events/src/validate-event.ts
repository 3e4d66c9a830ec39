import { eventTypes, isEventType } from './event-types.js';
import type { EventType, Fact } from './event-types.js';
import { check, isObject, Optional } from './validation/field.js';
import { EventId, OneOfWords, OpaqueId, Time } from './validation/field-kinds.js';
import { validateObject } from './validation/validate-object.js';
import type { InvalidField } from './validation/validate-object.js';

/** What a newsroom sends beside the data of an event. */
class Envelope {
  @OneOfWords(...Object.keys(eventTypes))
  type!: EventType;

  @check('object', 'must be an object', isObject)
  data!: unknown;

  @Optional()
  @EventId()
  id?: string;

  @Optional()
  @check('schema-version', 'must be 1, the only version of the schemas so far', (version) => version === 1)
  schemaVersion?: number;

  @Optional()
  @Time()
  publishedAt?: string;

  @Optional()
  @OpaqueId()
  actor?: string;
}

export interface SentEvent {
  readonly fact: Fact;
  readonly id?: string;
  readonly schemaVersion: number;
  readonly publishedAt?: string;
  readonly actor?: string;
}

export type ValidatedEvent =
  | { readonly valid: true; readonly event: SentEvent }
  | { readonly valid: false; readonly errors: readonly InvalidField[] };

/** Checks one event, envelope and data; pointers are relative to the event. */
export function validateEvent(plain: unknown): ValidatedEvent {
  const errors = validateObject(Envelope, plain);
  const { type, data, id, schemaVersion, publishedAt, actor } = (plain ?? {}) as Partial<Envelope>;
  if (typeof type === 'string' && isEventType(type) && isObject(data)) {
    errors.push(...validateData(type, data));
  }
  if (errors.length > 0) return { valid: false, errors };
  return {
    valid: true,
    event: {
      fact: { type, data } as Fact,
      schemaVersion: schemaVersion ?? 1,
      ...(id === undefined ? {} : { id }),
      ...(publishedAt === undefined ? {} : { publishedAt }),
      ...(actor === undefined ? {} : { actor }),
    },
  };
}

/** Checks the data of one event type; pointers begin with `/data`. */
export function validateData(type: EventType, data: unknown): InvalidField[] {
  return validateObject(eventTypes[type].data, data).map((error) => ({ ...error, pointer: `/data${error.pointer}` }));
}

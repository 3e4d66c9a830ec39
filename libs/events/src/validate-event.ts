import { currentVersions, isEventType } from './current-versions.js';
import type { EventType } from './current-versions.js';
import { dataClasses } from './data-classes.js';
import type { Fact } from './data-classes.js';
import { olderClasses } from './older-classes.js';
import { SentEnvelope } from './sent-envelope.js';
import { upcast } from './upcast.js';
import { isObject } from './validation/field.js';
import type { ClassOf } from './validation/field.js';
import { validateObject } from './validation/validate-object.js';
import type { InvalidField } from './validation/validate-object.js';

export interface SentEvent {
  /** In the current schema version. */
  readonly fact: Fact;
  /** The data as it was sent, in the schema version that it came with. */
  readonly data: object;
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
  const errors = validateObject(SentEnvelope, plain);
  const { type, data, id, schemaVersion, publishedAt, actor } = (plain ?? {}) as Partial<SentEnvelope>;
  if (typeof type !== 'string' || !isEventType(type)) return { valid: false, errors };
  const current = currentVersions[type];
  const sentVersion = schemaVersion ?? current;
  const older = olderClasses[type]?.[sentVersion - 1];
  if (older === undefined && sentVersion !== current && errors.every(({ pointer }) => pointer !== '/schemaVersion')) {
    const detail = `must be a schema version of ${type}: ${current === 1 ? '1' : `1 to ${current}`}`;
    errors.push({ pointer: '/schemaVersion', code: 'schema-version', detail });
  }
  if (isObject(data)) errors.push(...validateClass(older ?? dataClasses[type], data));
  if (errors.length > 0) return { valid: false, errors };
  return {
    valid: true,
    event: {
      fact: { type, data: older === undefined ? data : upcast(type, sentVersion, data) } as Fact,
      data: data as object,
      schemaVersion: sentVersion,
      ...(id === undefined ? {} : { id }),
      ...(publishedAt === undefined ? {} : { publishedAt }),
      ...(actor === undefined ? {} : { actor }),
    },
  };
}

/** Checks the data of one event type, in its current version; pointers begin with `/data`. */
export function validateData(type: EventType, data: unknown): InvalidField[] {
  return validateClass(dataClasses[type], data);
}

function validateClass(type: ClassOf, data: unknown): InvalidField[] {
  return validateObject(type, data).map((error) => ({ ...error, pointer: `/data${error.pointer}` }));
}

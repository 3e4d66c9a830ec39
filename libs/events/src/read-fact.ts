import type { Fact } from './event-types.js';
import { isEventType } from './event-types.js';
import type { StoredEvent } from './envelope.js';

/** The fact that a stored event holds; undefined for a type or a schema version that this code does not know. */
export function readFact(event: Pick<StoredEvent, 'type' | 'schemaVersion' | 'data'>): Fact | undefined {
  if (!isEventType(event.type) || event.schemaVersion !== 1) return undefined;
  return { type: event.type, data: JSON.parse(event.data) as unknown } as Fact;
}

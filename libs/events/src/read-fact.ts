import { currentVersions, isEventType } from './current-versions.js';
import type { Fact } from './data-classes.js';
import type { StoredEvent } from './envelope.js';
import { upcast } from './upcast.js';

/**
 * The fact that a stored event holds, in the current schema version; undefined for a type or a schema version that
 * this code does not know.
 */
export function readFact(event: Pick<StoredEvent, 'type' | 'schemaVersion' | 'data'>): Fact | undefined {
  const { type, schemaVersion, data } = event;
  if (!isEventType(type) || schemaVersion < 1 || schemaVersion > currentVersions[type]) return undefined;
  return { type, data: upcast(type, schemaVersion, JSON.parse(data)) } as Fact;
}

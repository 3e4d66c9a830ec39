import { currentVersions, isEventType, readFact } from '#events';
import type { Fact, ShownEvent } from '#events';
import type { ParkedReason } from '../parked-story.js';

/** An event that this version of the projector cannot fold. Nothing of its story behind it may be shown before it can. */
export class UnprojectableError extends Error {
  override readonly name = 'UnprojectableError';

  constructor(
    readonly event: ShownEvent,
    readonly reason: ParkedReason,
    why: string,
  ) {
    super(`the event at position ${event.position} (${event.type}, id ${event.id} of ${event.story}) ${why}`);
  }
}

/** What a stored event says; throws where that cannot be read. */
export function factOf(event: ShownEvent): Fact {
  const { type, schemaVersion } = event;
  if (!isEventType(type)) {
    throw new UnprojectableError(event, 'unknown-type', 'is of a type that is not known to this version');
  }
  let fact: Fact | undefined;
  try {
    fact = readFact(event);
  } catch (error) {
    throw new UnprojectableError(event, 'unreadable-data', `has data that cannot be read: ${(error as Error).message}`);
  }
  if (fact === undefined) {
    const newest = currentVersions[type];
    const why = `has schema version ${schemaVersion}, and this version knows ${newest} and before`;
    throw new UnprojectableError(event, 'unknown-schema-version', why);
  }
  if (typeof fact.data !== 'object' || (fact.data as unknown) === null) {
    throw new UnprojectableError(event, 'unreadable-data', 'has data that is no object');
  }
  return fact;
}

import type { StoredEvent } from '#events';

const fields = {
  position: true,
  story: true,
  version: true,
  id: true,
  commit: true,
  type: true,
  schemaVersion: true,
  recordedAt: true,
  recordedBy: true,
  publishedAt: true,
  actor: true,
  correlationId: true,
  causationId: true,
  data: true,
  salt: true,
} as const satisfies Record<keyof StoredEvent, true>;

const names = Object.keys(fields) as readonly (keyof StoredEvent)[];

/** The names of the fields in which two events are not the same, or which one of them lacks. */
export const differingFields = (one: StoredEvent, other: Partial<StoredEvent>): readonly (keyof StoredEvent)[] =>
  names.filter((name) => one[name] !== other[name]);

import type { StoredEvent } from '#events';

const fields = [
  ...(['story', 'version', 'id', 'commit', 'type', 'schemaVersion', 'recordedAt', 'recordedBy'] as const),
  ...(['publishedAt', 'correlationId', 'causationId', 'actor', 'data', 'salt'] as const),
];

export interface EventDifference {
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

/** The first field in which a copy of an event differs; undefined where it is the same. The views have no salts. */
export function differenceOf(
  event: StoredEvent,
  copy: Partial<StoredEvent>,
  without?: 'salt',
): EventDifference | undefined {
  const field = fields.find((name) => name !== without && event[name] !== copy[name]);
  const told = (one: Partial<StoredEvent>) =>
    field === undefined || one[field] === undefined ? 'nothing' : String(one[field]);
  return field && { field, expected: told(event), found: told(copy) };
}

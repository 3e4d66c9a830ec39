import type { StoredEvent } from '#events';
import { differingFields } from '../../differing-fields.js';

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
  const field = differingFields(event, copy).find((name) => name !== without);
  const told = (one: Partial<StoredEvent>) =>
    field === undefined || one[field] === undefined ? 'nothing' : String(one[field]);
  return field && { field, expected: told(event), found: told(copy) };
}

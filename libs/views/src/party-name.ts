import type { Party } from '#events';

/** What tells parties apart: the id, or for a name that leaves open who is meant, that name with those it may mean. */
export const partyName = ({ id, name, oneOf }: Party): string => id ?? `${name} (${(oneOf ?? []).join(' or ')})`;

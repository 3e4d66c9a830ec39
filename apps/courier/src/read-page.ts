import { RefusalError } from '#errors';

type Query = Record<string, unknown>;

const mostListed = 100;

/** Refuses parameters that are not known here. */
export function refuseUnknown(query: Query, known: readonly string[] = []): void {
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const accepts = known.length === 0 ? 'there are none here' : `the parameters are: ${known.join(', ')}`;
  throw wrong(unknown, `is not known; ${accepts}`);
}

/** How many are wanted, and behind what the page before ended with. */
export function readPage(
  query: Query,
  cursorPattern: RegExp,
): { readonly limit: number; readonly behind: string | undefined } {
  refuseUnknown(query, ['limit', 'cursor']);
  const { limit = String(mostListed), cursor } = query;
  if (typeof limit !== 'string' || !/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > mostListed) {
    throw wrong('limit', `must be from 1 to ${mostListed}`);
  }
  if (cursor !== undefined && (typeof cursor !== 'string' || !cursorPattern.test(cursor))) {
    throw wrong('cursor', 'must be a cursor of an answer of this route');
  }
  return { limit: Number(limit), behind: cursor };
}

/** What was found, one more than wanted, as a page: with a cursor where there is more. */
export function pageOf<T extends { readonly id: string | number }>(found: readonly T[], limit: number) {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(found.length > limit && last !== undefined ? { cursor: String(last.id) } : {}) };
}

function wrong(name: string, detail: string): RefusalError {
  const errors = [{ pointer: name, code: 'invalid-query', detail }];
  return new RefusalError({ code: 'invalid-query', detail: `${name} ${detail}.`, errors });
}

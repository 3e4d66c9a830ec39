import { RefusalError } from '#errors';

/** The version that a publisher expects the story to be at; undefined means "as it is". */
export type Expectation = number | undefined;

/** `If-Match: "3"` (or a tag that begins so) expects version 3; `If-None-Match: *` expects a story that is not there. */
export function readExpectation(ifMatch: string | undefined, ifNoneMatch: string | undefined): Expectation {
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    throw wrong('If-Match', 'cannot stand beside If-None-Match: state one expectation');
  }
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch.trim() === '*') return 0;
    throw wrong('If-None-Match', 'must be *, which means that the story does not exist yet');
  }
  if (ifMatch === undefined) return undefined;
  const version = /^"(\d{1,9})(-[^",]*)?"$/.exec(ifMatch.trim())?.[1];
  if (version !== undefined) return Number(version);
  throw wrong('If-Match', 'must be one version in double quotes, such as "3"; lists, * and weak tags are not taken');
}

/** Reads the query of a publish; refuses what it does not know by name. */
export function readFlags(query: Record<string, unknown>): { readonly dryRun: boolean } {
  const unknown = Object.keys(query).filter((name) => name !== 'dryRun');
  const { dryRun } = query;
  if (unknown.length === 0 && (dryRun === undefined || dryRun === 'true' || dryRun === 'false')) {
    return { dryRun: dryRun === 'true' };
  }
  const [name = 'dryRun'] = unknown;
  const detail = unknown.length > 0 ? 'is not known here; the only parameter is dryRun' : 'must be true or false';
  throw new RefusalError({
    code: 'invalid-query',
    detail: `${name} ${detail}.`,
    errors: [{ pointer: name, code: unknown.length > 0 ? 'unknown-parameter' : 'flag', detail }],
  });
}

function wrong(header: string, detail: string): RefusalError {
  return new RefusalError({
    code: 'invalid-header',
    detail: `${header} ${detail}.`,
    errors: [{ pointer: header, code: 'invalid-header', detail }],
  });
}

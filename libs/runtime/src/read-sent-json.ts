import { accepted, refused } from '#errors';
import type { Result } from '#errors';
import { readJson } from '#events';
import type { Json, JsonProblem } from '#events';

type Path = readonly (string | number)[];

export interface SentJson {
  readonly value: Json;
  /** Values that no event may hold. */
  readonly problems: readonly JsonProblem[];
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes that were sent, as strictly read JSON. `what` is what they are called in a refusal. */
export function readSentJson(bytes: Uint8Array, what: string, mayBeNull: (path: Path) => boolean): Result<SentJson> {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return refused({ code: 'invalid-utf8', detail: `The ${what} holds bytes that are not UTF-8.` });
  }
  const read = readJson(text, mayBeNull);
  if (read.readable) return accepted({ value: read.value, problems: read.problems });
  const { code, detail, pointer } = read;
  return refused({ code, detail: `${pointer} ${detail}`.trim(), errors: [{ pointer, code, detail }] });
}

/** What may stand nowhere is told once, and not again by the field that it stands in. */
export function withProblems<T extends { readonly pointer: string }>(
  problems: readonly JsonProblem[],
  unfit: readonly T[],
): (JsonProblem | T)[] {
  const told = new Set(problems.map(({ pointer }) => pointer));
  return [...problems, ...unfit.filter(({ pointer }) => !told.has(pointer))];
}

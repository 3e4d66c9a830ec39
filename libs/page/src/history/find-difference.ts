import { canonicalJson } from '#events';
import type { History } from '#views';

/** Where two histories of a story part: the version as of which they do, and the fact, where it is of one. */
export interface Difference {
  readonly version: number;
  readonly fact?: string;
}

/**
 * Where what is shown is not what was proven, as far as the proof goes; undefined where it is the same. What became known
 * behind the last version that was proven is passed over.
 */
export function findDifference(shown: History, proven: History): Difference | undefined {
  const last = proven.versions.at(-1)?.position ?? 0;
  const asFar = upTo(shown, last);
  const versionAt = (position: number) => {
    const at = proven.versions.findIndex((version) => version.position >= position);
    return at < 0 ? proven.versions.length : at + 1;
  };
  for (const [at, change] of longer(asFar.changes, proven.changes).entries()) {
    const isSame = isAlike(asFar.versions[at], proven.versions[at]) && isAlike(asFar.changes[at], proven.changes[at]);
    if (!isSame) return { version: at + 1, fact: change.id };
  }
  const rows = [asFar, proven].map(
    (history) => new Map(history.rows.map((row) => [`${row.from} ${row.kind} ${row.key}`, row])),
  );
  const [told, wanted] = rows as [(typeof rows)[number], (typeof rows)[number]];
  for (const [name, row] of [...wanted, ...told]) {
    if (!isAlike(told.get(name), wanted.get(name))) return { version: versionAt(row.from), fact: row.key };
  }
  return told.size === asFar.rows.length ? undefined : { version: proven.versions.length };
}

/** A history as it was known at a position. */
export function upTo(history: History, last: number): History {
  return {
    story: history.story,
    versions: history.versions.filter(({ position }) => position <= last),
    rows: history.rows
      .filter(({ from }) => from <= last)
      .map(({ to, ...row }) => (to === undefined || to > last ? row : { ...row, to })),
    changes: history.changes.filter(({ position }) => position <= last),
  };
}

const longer = <T>(one: readonly T[], other: readonly T[]) => (one.length > other.length ? one : other);

const isAlike = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

// As it would be sent: what is undefined is not there.
const canonical = (value: unknown) => (value === undefined ? '' : canonicalJson(JSON.parse(JSON.stringify(value))));

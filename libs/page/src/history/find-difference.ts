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
  if (shown.story !== proven.story) return { version: 1 };
  const last = proven.versions.at(-1)?.position ?? 0;
  const asFar = upTo(shown, last);
  const versionAt = (position: number) => {
    const at = proven.versions.findIndex((version) => version.position >= position);
    return at < 0 ? proven.versions.length : at + 1;
  };
  const length = Math.max(shown.versions.length, shown.changes.length, proven.versions.length);
  for (let at = 0; at < length; at += 1) {
    const [version, change, wanted] = [shown.versions[at], shown.changes[at], proven.changes[at]];
    const isSame =
      at < proven.versions.length
        ? isAlike(version, proven.versions[at]) && isAlike(change, wanted)
        : goesOn(shown, at);
    const fact = wanted?.id ?? change?.id;
    if (!isSame) return { version: Math.min(at + 1, proven.versions.length), ...(fact === undefined ? {} : { fact }) };
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

/** What is behind the proof has its place there alone: an entry told elsewhere would be shown among what was proven. */
function goesOn({ versions, changes }: History, at: number): boolean {
  const [version, change, before] = [versions[at], changes[at], versions[at - 1]];
  if (version === undefined || change === undefined || change.version !== at + 1) return false;
  return version.position === change.position && version.position > (before?.position ?? 0);
}

const isAlike = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

// As it would be sent: what is undefined is not there.
const canonical = (value: unknown) => (value === undefined ? '' : canonicalJson(JSON.parse(JSON.stringify(value))));

/** What this browser saw of a record when it last checked: an old copy put back later shows, and so does another key. */
export interface Remembered {
  readonly note: string;
  /** Verifier keys. */
  readonly keys: readonly string[];
  /** How many versions were proven of each story that was checked. */
  readonly versions: Readonly<Record<string, number>>;
  /** The histories that were seen to be given up for another. */
  readonly past: readonly string[];
}

const nameOf = (site: string) => `newsledger:signed:${site}`;

export function lastSigned(site: string): Remembered | undefined {
  try {
    const {
      note,
      keys,
      versions = {},
      past = [],
    } = JSON.parse(localStorage.getItem(nameOf(site)) ?? '{}') as Partial<Remembered>;
    const isWhole = typeof note === 'string' && Array.isArray(keys) && keys.every((key) => typeof key === 'string');
    return isWhole ? { note, keys, versions, past } : undefined;
  } catch {
    return undefined;
  }
}

export function keepSigned(site: string, remembered: Remembered): void {
  try {
    localStorage.setItem(nameOf(site), JSON.stringify(remembered));
  } catch {
    // The next check begins without it, and says so.
  }
}

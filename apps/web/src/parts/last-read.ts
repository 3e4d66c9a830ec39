/** What this reader has read of a story. It is kept in the browser alone, and sent to nobody. */
export interface LastRead {
  readonly version: number;
  readonly epoch: string;
}

const nameOf = (site: string, story: string) => `newsledger:read:${site}/${story}`;

// A browser may forbid to keep anything: then everything is read for the first time.
export function lastRead(site: string, story: string): LastRead | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(site, story)) ?? 'null') as Partial<LastRead> | null;
    const { version, epoch } = kept ?? {};
    return Number.isSafeInteger(version) && typeof epoch === 'string'
      ? { version: version as number, epoch }
      : undefined;
  } catch {
    return undefined;
  }
}

export function keepRead(site: string, story: string, read: LastRead): void {
  try {
    localStorage.setItem(nameOf(site, story), JSON.stringify(read));
  } catch {
    // Nothing is lost but the marks.
  }
}

import type { StoredEvent } from '#events';

/** Holds events back until their commit is whole: readers never see half of what was published together. */
export class CommitGatherer {
  private held: StoredEvent[] = [];

  /** The whole commits up to these events; what is behind them waits for the next call. */
  gather(events: readonly StoredEvent[]): readonly StoredEvent[] {
    const all = [...this.held, ...events];
    const end = all.findLastIndex(({ position, commit }) => position === commit) + 1;
    this.held = all.slice(end);
    return all.slice(0, end);
  }
}

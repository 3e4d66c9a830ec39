/** How many may be under way: one that is stuck keeps nobody else waiting. */
const mostUnderWay = 2;

/** A read for all at once who came since it last began: each gets an answer of after it asked, and the database asks once. */
export class Rounds<T> {
  private readonly underWay = new Set<Promise<unknown>>();
  private next: Promise<T> | undefined;

  constructor(private readonly run: () => Promise<T>) {}

  join(): Promise<T> {
    this.next ??= this.begin();
    return this.next;
  }

  private async begin(): Promise<T> {
    // Whoever comes in the same turn, or while all are under way, is of this round.
    await Promise.resolve();
    while (this.underWay.size >= mostUnderWay) await Promise.race(this.underWay);
    this.next = undefined;
    const running = this.run();
    const ended = running.catch(() => undefined).finally(() => this.underWay.delete(ended));
    this.underWay.add(ended);
    return running;
  }
}

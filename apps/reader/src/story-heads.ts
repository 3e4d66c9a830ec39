import type pg from 'pg';
import { readHeads } from '#views';
import type { StoryHead } from '#views';

type Heads = ReadonlyMap<string, StoryHead>;

/** Asks the database how far stories are, for all at once who came since it was asked last: never from memory. */
export class StoryHeads {
  private wanted = new Set<string>();
  private next: Promise<Heads> | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly pool: pg.Pool) {}

  /** Undefined where there is no such story. What is answered was so after it was asked. */
  async ask(story: string): Promise<StoryHead | undefined> {
    this.wanted.add(story);
    this.next ??= this.after(this.running);
    return (await this.next).get(story);
  }

  private after(before: Promise<unknown>): Promise<Heads> {
    const asking = before.then(() => {
      const stories = [...this.wanted];
      this.wanted = new Set();
      this.next = undefined;
      return readHeads(this.pool, stories);
    });
    this.running = asking.catch(() => undefined);
    return asking;
  }
}

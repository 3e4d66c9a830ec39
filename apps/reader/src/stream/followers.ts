import type { Outlet } from './outlet.js';

/** Who is up to date, and is sent what comes. */
export interface Follower {
  readonly outlet: Outlet;
  /** Absent where it follows all of them. */
  readonly stories?: readonly string[] | undefined;
  /** Whether much is passed over that it does not follow. */
  readonly isNarrow: boolean;
  /** The position that it was last told. */
  told: number;
}

/** Followers whose streams are open, found by the stories that they follow: most events concern few of them. */
export class Followers<F extends Follower> {
  /** With numbers that they keep as long as they are here: by these, heartbeats are spread. */
  private readonly all = new Map<F, number>();
  private added = 0;
  /** Those who follow all stories. */
  readonly wide = new Set<F>();
  private readonly narrow = new Map<string, Set<F>>();

  get size(): number {
    return this.all.size;
  }

  add(follower: F): void {
    this.all.set(follower, this.added);
    this.added += 1;
    follower.outlet.whenEnded(() => this.remove(follower));
    if (follower.stories === undefined) this.wide.add(follower);
    for (const story of follower.stories ?? []) {
      const of = this.narrow.get(story) ?? new Set();
      this.narrow.set(story, of.add(follower));
    }
  }

  follows(story: string): boolean {
    return this.wide.size > 0 || this.narrow.has(story);
  }

  /** Those who follow this story among those that they name. */
  of(story: string): Iterable<F> {
    return this.narrow.get(story) ?? [];
  }

  [Symbol.iterator](): Iterator<readonly [follower: F, number: number]> {
    return this.all.entries();
  }

  private remove(follower: F): void {
    this.all.delete(follower);
    this.wide.delete(follower);
    for (const story of follower.stories ?? []) {
      const of = this.narrow.get(story);
      of?.delete(follower);
      if (of?.size === 0) this.narrow.delete(story);
    }
  }
}

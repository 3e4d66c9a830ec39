import { RefusalError } from '#errors';
import type { Outlet } from './outlet.js';

export interface Room {
  /** Streams open at once, in all and for one client. */
  readonly inAll: number;
  readonly perClient: number;
}

/** Who streams just now, so that nobody takes the room of all others. */
export class StreamRoom {
  readonly outlets = new Set<Outlet>();
  private readonly clients = new Map<string, number>();
  private taken = 0;

  constructor(private readonly room: Room) {}

  get open(): number {
    return this.taken;
  }

  /** Takes a place and answers how to give it back, once; throws a refusal where there is none. */
  take(client: string): () => void {
    const { inAll, perClient } = this.room;
    const own = this.clients.get(client) ?? 0;
    if (own >= perClient) {
      const detail = `A client may hold ${perClient} streams at once: close one, or follow several stories in one.`;
      throw new RefusalError({ code: 'too-many-streams', detail, facts: { retryAfter: 10 } });
    }
    if (this.taken >= inAll) {
      const detail = 'As many streams are open here as may be. Try again.';
      throw new RefusalError({ code: 'streams-full', detail, facts: { retryAfter: 10 } });
    }
    this.taken += 1;
    this.clients.set(client, own + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.taken -= 1;
      const left = (this.clients.get(client) ?? 1) - 1;
      if (left === 0) this.clients.delete(client);
      else this.clients.set(client, left);
    };
  }
}

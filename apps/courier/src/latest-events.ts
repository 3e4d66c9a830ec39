import { readComing, readPlace } from '#views';
import type { ShownViews } from '#views';
import { lengthen, tailAt } from './tail.js';
import type { Tail } from './tail.js';

/** How far the views are, of which history, and their latest events. */
export interface Latest {
  readonly head: number;
  readonly epoch: string;
  readonly tail: Tail;
}

/** Reads what is new once for all webhooks that are up to date. */
export class LatestEvents {
  private epoch: string | undefined;
  private tail = tailAt(0);

  constructor(private readonly views: ShownViews) {}

  /** Undefined while the views have no history, or become another one. Views that were emptied begin anew. */
  async read(): Promise<Latest | undefined> {
    const { position: head, epoch } = await readPlace(this.views.log);
    if (epoch === undefined) return undefined;
    if (epoch !== this.epoch || this.tail.to === 0 || head < this.tail.to) this.tail = tailAt(head);
    this.epoch = epoch;
    if (head > this.tail.to) {
      const coming = await readComing(await this.views.current(), this.tail.to);
      // What was read is of this history only where it still is the same behind it.
      if ((await readPlace(this.views.log)).epoch !== epoch) return undefined;
      this.tail = lengthen(this.tail, coming);
    }
    return { head, epoch, tail: this.tail };
  }
}

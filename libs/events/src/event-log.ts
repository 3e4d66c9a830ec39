import type { StoredEvent } from './envelope.js';

/** Where a projector reads events from, in position order. */
export interface EventLog {
  /**
   * Hands over the events behind a position, batch by batch, each after the last one was taken, until the signal or an
   * error. Positions may repeat and batches may begin earlier than asked, but nothing is left out.
   */
  follow(after: number, handlers: LogHandlers): Promise<void>;
}

export interface LogHandlers {
  readonly onEvents: (events: readonly StoredEvent[], epoch: string) => Promise<void>;
  /** The log answered, with or without events. */
  readonly onReach?: () => void;
  readonly signal: AbortSignal;
}

import { NewsledgerError, unreadable } from '../newsledger-error.js';
import type { SseItem } from './sse-parser.js';

export interface StreamMessage {
  readonly event: string;
  readonly data: unknown;
  readonly epoch: string;
}

/** How far a stream was followed, in which history: positions only rise, and what comes again is left out. */
export class Place {
  constructor(
    public epoch: string | undefined,
    public reached: number | undefined,
  ) {}

  /** A connection stands, of this history; `begin` is where it begins, where the server alone can say. */
  open(epoch: string | undefined, begin: number | undefined): void {
    if (this.epoch !== undefined && epoch !== undefined && this.epoch !== epoch) throw otherHistory(this.epoch, epoch);
    this.epoch = epoch ?? this.epoch;
    this.reached ??= begin;
  }

  /** All that was asked for has come up to this id, which the server tells without a message. */
  move(id: string): void {
    this.reached = Math.max(positionOf(id), this.reached ?? 0);
  }

  /** What a message says, unless it was there before. Only messages with an id move the place. */
  take({ event, data, id }: Extract<SseItem, { kind: 'message' }>): StreamMessage | undefined {
    if (id !== undefined) {
      const position = positionOf(id);
      if (this.reached !== undefined && position <= this.reached) return undefined;
      this.reached = position;
    }
    return { event, data: parsed(data), epoch: this.epoch ?? '' };
  }
}

function positionOf(id: string): number {
  const position = Number(id);
  if (!Number.isSafeInteger(position)) throw unreadable(200, false, 0, `"${id}" is no position.`);
  return position;
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    throw unreadable(200, false, 0, 'A message of the stream is not JSON.');
  }
}

function otherHistory(ours: string, theirs: string): NewsledgerError {
  return new NewsledgerError({
    type: 'urn:newsledger:error:epoch-differs',
    title: 'The position is of another history',
    status: 409,
    detail: `What was followed is of the history ${ours}; the server has ${theirs} now. Begin anew.`,
    code: 'epoch-differs',
    retryable: false,
  });
}

import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How much may wait behind what is being written, in bytes. */
export const mostQueued = 256 * 1024;
/** How long a write that somebody waits for may take, and how much it may hold at a time. */
const patienceMs = 60_000;
const sliceBytes = 64 * 1024;

/** `broken`: what would come next cannot be read. */
export type EndReason =
  'closed' | 'too-slow' | 'stuck' | 'stopped' | 'history-changed' | 'renewed' | 'key-ended' | 'broken';

/** One stream's way out. What waits in it is bounded: a reader that is too slow is cut off, and resumes where it was. */
export class Outlet {
  private queue: Buffer[] = [];
  private queued = 0;
  private isWriting = false;
  private ended: EndReason | undefined;
  private onIdle: (() => void) | undefined;
  private readonly onEnds: ((reason: EndReason) => void)[] = [];

  constructor(
    private readonly response: ServerResponse,
    socket: Socket,
  ) {
    response.once('close', () => this.end('closed'));
    // Of requests in a row on one connection only the first response has the socket, and is told of its end.
    const onClose = () => this.end('closed');
    socket.once('close', onClose);
    this.whenEnded(() => socket.removeListener('close', onClose));
    response.on('error', () => this.end('closed'));
  }

  get isOpen(): boolean {
    return this.ended === undefined;
  }

  /** Calls back when the stream has ended. */
  whenEnded(onEnd: (reason: EndReason) => void): void {
    this.onEnds.push(onEnd);
  }

  /** Writes the message, or queues it behind what is being written. */
  send(message: Buffer): void {
    if (this.ended !== undefined) return;
    if (!this.isWriting) {
      this.write([message]);
      return;
    }
    this.queue.push(message);
    this.queued += message.length;
    if (this.queued > mostQueued) this.end('too-slow');
  }

  /** Writes what need not be kept up with, slice by slice, each made when the one before has gone. */
  async sendPatiently(messages: Iterable<Buffer>): Promise<void> {
    const rest = messages[Symbol.iterator]();
    while (await this.idle()) {
      const slice = sliceOf(rest);
      if (slice.length === 0) return;
      this.write(slice);
    }
  }

  /** Ends in good order what is open, and cuts off who does not read. */
  end(reason: EndReason): void {
    if (this.ended !== undefined) return;
    this.ended = reason;
    this.queue = [];
    if (reason === 'too-slow' || reason === 'stuck') this.response.destroy();
    else if (reason !== 'closed') this.response.end();
    for (const onEnd of this.onEnds) onEnd(reason);
    this.onIdle?.();
  }

  private write(messages: readonly Buffer[]): void {
    this.isWriting = true;
    const last = messages.length - 1;
    if (last > 0) this.response.cork();
    for (const [at, message] of messages.entries()) {
      if (at < last) this.response.write(message);
      else this.response.write(message, () => this.wrote());
    }
    if (last > 0) this.response.uncork();
  }

  private wrote(): void {
    this.isWriting = false;
    if (this.ended !== undefined) return;
    if (this.queue.length > 0) {
      const { queue } = this;
      this.queue = [];
      this.queued = 0;
      this.write(queue);
      return;
    }
    this.onIdle?.();
  }

  /** Answers, once nothing is being written, whether the stream is still open. */
  private async idle(): Promise<boolean> {
    if (!this.isWriting || !this.isOpen) return this.isOpen;
    const timer = setTimeout(() => this.end('stuck'), patienceMs);
    await new Promise<void>((resolve) => (this.onIdle = resolve));
    clearTimeout(timer);
    this.onIdle = undefined;
    return this.isOpen;
  }
}

function sliceOf(messages: Iterator<Buffer>): readonly Buffer[] {
  const slice: Buffer[] = [];
  for (let bytes = 0; bytes < sliceBytes;) {
    const next = messages.next();
    if (next.done === true) break;
    bytes += next.value.length;
    slice.push(next.value);
  }
  return slice;
}

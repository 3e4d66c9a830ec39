import { connect } from 'node:net';
import type { Socket } from 'node:net';

const mark = Buffer.from('data: {"specversion"');

/** Counts messages in what comes, however it is cut: each has the mark once. */
class MessageCounter {
  private rest: Buffer = Buffer.alloc(0);

  count(chunk: Buffer): number {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let found = 0;
    let end = 0;
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, end)) {
      found += 1;
      end = at + mark.length;
    }
    this.rest = bytes.subarray(Math.max(end, bytes.length - mark.length + 1));
    return found;
  }
}

/** Many who follow a stream over sockets of their own, and do nothing with what comes but count it. */
export class StreamClients {
  private readonly sockets: Socket[] = [];
  private readonly seen: number[] = [];
  private total = 0;
  private waiting: { readonly total: number; readonly settle: () => void } | undefined;
  /** Called for each message that comes: which of its stream it is, from 0. */
  onMessage: (number: number) => void = () => undefined;

  static async open(url: URL, path: string, count: number): Promise<StreamClients> {
    const clients = new StreamClients();
    for (let opened = 0; opened < count; opened += 100) {
      await Promise.all(Array.from({ length: Math.min(100, count - opened) }, () => clients.add(url, path)));
    }
    return clients;
  }

  /** Resolves once so many messages have come, all clients together. */
  async sees(total: number): Promise<void> {
    if (this.total >= total) return;
    await new Promise<void>((settle) => (this.waiting = { total, settle }));
    this.waiting = undefined;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private add(url: URL, path: string): Promise<void> {
    const client = this.sockets.length;
    const socket = connect(Number(url.port), url.hostname);
    this.sockets.push(socket);
    this.seen.push(0);
    const counter = new MessageCounter();
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('data', () => resolve());
      socket.on('data', (chunk: Buffer) => this.take(client, counter.count(chunk)));
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${url.host}\r\nAccept: text/event-stream\r\n\r\n`);
    });
  }

  private take(client: number, found: number): void {
    const before = this.seen[client] ?? 0;
    for (let at = 0; at < found; at += 1) this.onMessage(before + at);
    this.seen[client] = before + found;
    this.total += found;
    if (this.waiting !== undefined && this.total >= this.waiting.total) this.waiting.settle();
  }
}

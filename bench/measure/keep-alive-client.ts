import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  /** The status line and the header fields, as they came. */
  readonly head: string;
  readonly body: string;
}

interface Waiting {
  readonly settle: (answer: Answer) => void;
  readonly fail: (error: Error) => void;
}

const endOfHead = Buffer.from('\r\n\r\n');
const nothing = Buffer.alloc(0);

/**
 * One connection, one request at a time, and no more HTTP than the servers of a benchmark speak: a client that does
 * little leaves the processor to what is measured.
 */
export class KeepAliveClient {
  private received: Buffer = nothing;
  private waiting: Waiting | undefined;

  private constructor(
    private readonly url: URL,
    private readonly head: string,
    private socket: Socket,
  ) {
    this.follow(socket);
  }

  static async connect(url: URL, headers: Readonly<Record<string, string>>): Promise<KeepAliveClient> {
    const lines = Object.entries({ host: url.host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    return new KeepAliveClient(url, lines.join(''), await openSocket(url));
  }

  post(path: string, body: string): Promise<Answer> {
    const about = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    return this.send(`POST ${path} HTTP/1.1\r\n${this.head}${about}\r\n${body}`);
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return this.send(`GET ${path} HTTP/1.1\r\n${this.head}${lines.join('')}\r\n`);
  }

  close(): void {
    this.socket.destroy();
  }

  private async send(request: string): Promise<Answer> {
    if (this.waiting !== undefined) throw new Error('a request is under way on this connection');
    // A server closes a connection that was idle for long, as browsers and proxies know.
    if (this.socket.destroyed) this.follow(await openSocket(this.url));
    return new Promise((settle, fail) => {
      this.waiting = { settle, fail };
      this.socket.write(request);
    });
  }

  private follow(socket: Socket): void {
    this.socket = socket;
    this.received = nothing;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.take(bytes));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('the server closed the connection')));
  }

  private take(bytes: Buffer): void {
    this.received = this.received.length === 0 ? bytes : Buffer.concat([this.received, bytes]);
    const headEnd = this.received.indexOf(endOfHead);
    if (headEnd < 0) return;
    const head = this.received.toString('latin1', 0, headEnd);
    const status = Number(head.slice(9, 12));
    // What is there already is not sent.
    const length = status === 304 ? '0' : /\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.fail(new Error(`an answer without Content-Length: ${head}`));
      return;
    }
    const bodyAt = headEnd + endOfHead.length;
    const end = bodyAt + Number(length);
    if (this.received.length < end) return;
    const body = this.received.toString('utf8', bodyAt, end);
    this.received = nothing;
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.settle({ status, head, body });
  }

  private fail(error: Error): void {
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.fail(error);
  }
}

async function openSocket(url: URL): Promise<Socket> {
  const socket = connect(Number(url.port), url.hostname);
  await once(socket, 'connect');
  return socket;
}

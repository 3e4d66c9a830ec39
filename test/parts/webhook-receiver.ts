import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A delivery as it arrived. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly position: number;
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A real endpoint: what each path answers can be told at any time; 204 until then. */
export interface WebhookReceiver {
  readonly url: string;
  readonly port: number;
  readonly answers: Map<string, Answer>;
  readonly received: (path: string) => readonly Received[];
  readonly positions: (path: string) => readonly number[];
  readonly connections: () => number;
  /** Bytes that went out to connections which are closed by now. */
  readonly bytesSent: () => number;
  readonly stop: () => Promise<void>;
}

export async function startReceiver(): Promise<WebhookReceiver> {
  const all: Received[] = [];
  const answers = new Map<string, Answer>();
  const sockets = new Set<Socket>();
  let connections = 0;
  let bytesSent = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    request.on('data', (part: Buffer) => parts.push(part));
    request.once('end', () => {
      const body = Buffer.concat(parts).toString();
      const path = request.url ?? '';
      const { position = 0 } = (body === '' ? {} : JSON.parse(body)) as { position?: number };
      all.push({ path, headers: request.headers, body, position });
      (answers.get(path) ?? answer(204))(response, request);
    });
  });
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => {
      bytesSent += socket.bytesWritten;
      sockets.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const received = (path: string) => all.filter((one) => one.path === path);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    answers,
    received,
    positions: (path) => received(path).map(({ position }) => position),
    connections: () => connections,
    bytesSent: () => bytesSent,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const answer =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end();

const drip = (response: ServerResponse, write: () => void) => {
  const timer = setInterval(write, 1_000);
  response.once('close', () => clearInterval(timer));
};

/** Ways in which an endpoint can be a burden. */
export const burdens: Readonly<Record<string, Answer>> = {
  fails: answer(500),
  hangs: () => undefined,
  resets: (_response, request) => request.socket.resetAndDestroy(),
  dripsHeaders: (response, { socket }) => {
    socket.write('HTTP/1.1 200 OK\r\nx: ');
    drip(response, () => socket.write('x'));
  },
  switches: (_response, { socket }) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
  },
  dripsBody: (response) => {
    response.writeHead(200);
    response.write('x');
    drip(response, () => response.write('x'));
  },
  pours: (response) => {
    response.writeHead(500);
    const part = Buffer.alloc(1024 * 1024, 'x');
    let left = 1024;
    const pour = () => {
      while (left > 0 && !response.destroyed) {
        left -= 1;
        if (!response.write(part)) return void response.once('drain', pour);
      }
      response.end();
    };
    pour();
  },
  redirects: answer(302, { location: '/inside' }),
};

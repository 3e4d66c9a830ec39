import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tell } from '../tell.js';

// The least that could be called the same: each message is written once, and the one buffer goes to all. Nobody resumes,
// nothing is filtered or bounded.
interface Pushed {
  readonly id: number;
  readonly type: string;
  readonly text: string;
}

const clients = new Set<ServerResponse>();

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(204).end();
      for (const { id, type, text } of JSON.parse(Buffer.concat(chunks).toString()) as Pushed[]) {
        const message = Buffer.from(`id: ${id}\nevent: ${type}\ndata: ${text}\n\n`);
        for (const client of clients) client.write(message);
      }
    });
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(':\n\n');
  clients.add(response);
  response.once('close', () => clients.delete(response));
});

server.listen(0, '127.0.0.1', () => {
  tell(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});

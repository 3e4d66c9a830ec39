import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openClient } from '#postgres';
import { viewsSchemaName } from '../read/filled-views.js';
import { tell } from '../tell.js';

// Reads all rows of the log through a cursor and writes each to the socket, with the columns that an event has.
const columns = `position, story, version, id, commit, type, schema_version, recorded_at, recorded_by, published_at, actor,
  correlation_id, causation_id, data`;

const server = createServer((_request, response) => {
  send(response).catch((error: unknown) => response.destroy(error as Error));
});

async function send(response: ServerResponse): Promise<void> {
  const client = openClient({
    url: process.env['DATABASE_URL'] ?? '',
    schema: viewsSchemaName,
    applicationName: 'bench cursor',
  });
  await client.connect();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  await client.query(`begin read only`);
  await client.query(`declare rows no scroll cursor for select ${columns} from log order by position`);
  for (;;) {
    const { rows } = await client.query<Record<string, unknown> & { data: string }>({
      name: 'next',
      text: `fetch 500 from rows`,
    });
    if (rows.length === 0) break;
    const text = rows.map(({ data, ...row }) => {
      return `id: ${String(row['position'])}\ndata: {"specversion":"1.0",${JSON.stringify(row).slice(1, -1)},"data":${data}}\n\n`;
    });
    if (!response.write(text.join(''))) await once(response, 'drain');
  }
  await client.end();
  response.end();
}

server.listen(0, '127.0.0.1', () => {
  tell(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});

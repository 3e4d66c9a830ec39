import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type pg from 'pg';
import { openPool } from '#postgres';
import { tell } from '../tell.js';
import { viewsOf } from './filled-views.js';
import { catchStoryStatement, valuesOf } from './story-statement.js';

// The most that Node can do with one statement for a story: no framework, whoever asks for the same meanwhile gets the
// same answer, and what the database says is sent as it came. No document is made of it, and it has no tag.
const pool = openPool({ ...viewsOf(process.env['DATABASE_URL'] ?? '', 'bench limit'), max: 8 });
const statement = await catchStoryStatement();
const asText: pg.CustomTypesConfig = { getTypeParser: () => (value: string) => value };
const underWay = new Map<string, Promise<Buffer>>();

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  readShared(pathname.slice('/v1/stories/'.length), searchParams.get('asOf')).then(
    (body) => respond(200, body),
    (error: unknown) => respond(500, Buffer.from(JSON.stringify({ error: String(error) }))),
  );
  const respond = (status: number, body: Buffer) => {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': String(body.length) };
    response.writeHead(status, headers).end(body);
  };
});

function readShared(story: string, at: string | null): Promise<Buffer> {
  const name = `${story} ${at ?? ''}`;
  const shared = underWay.get(name);
  if (shared !== undefined) return shared;
  const reading = read(story, at).finally(() => underWay.delete(name));
  underWay.set(name, reading);
  return reading;
}

async function read(story: string, at: string | null): Promise<Buffer> {
  const { rows } = await pool.query<Record<string, string | null>>({
    ...statement,
    values: valuesOf(story, at),
    types: asText,
  });
  const members = Object.entries(rows[0] ?? {}).map(([name, text]) => {
    return `"${name}":${name === 'epoch' ? JSON.stringify(text) : (text ?? 'null')}`;
  });
  return Buffer.from(`{${members.join(',')}}`);
}

server.listen(0, '127.0.0.1', () => {
  tell(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});

import 'reflect-metadata';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { canonicalJson, eventId, storyId, validateEvent } from '#events';
import type { NewEvent } from '#events';
import { Appender, ledgerChannel, ledgerSchema } from '#ledger';
import { openPool, schemaName } from '#postgres';
import { tell } from '../tell.js';

// The most that Node can do here: no framework, no keys, no strict reading and no decision; validated and durable.
const schema = schemaName(process.env['NEWSLEDGER_SCHEMA'] ?? '', ledgerSchema);
const url = process.env['DATABASE_URL'] ?? '';
const pool = openPool({ url, schema, applicationName: 'bench limit', max: 6 });
const appender = new Appender(pool, ledgerChannel(schema));
const stories = new Map<string, { version: number }>();

const server = createServer((request, response) => {
  publish(request).then(
    (answer) => respond(201, answer),
    (error: unknown) => respond(500, { error: String(error) }),
  );
  const respond = (status: number, answer: object) => {
    const text = JSON.stringify(answer);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(text)),
    };
    response.writeHead(status, headers).end(text);
  };
});

async function publish(request: IncomingMessage): Promise<object> {
  const body = JSON.parse(await readBody(request)) as { readonly events: readonly unknown[] };
  const events = body.events.map(newEvent);
  const name = request.url?.split('/')[3] ?? '';
  const story = stories.get(name) ?? { version: 0 };
  stories.set(name, story);
  const base = story.version;
  story.version += events.length;
  const appended = await appender.append({ lineage: story, story: storyId(name), base, events, recordedBy: 'k_bench' });
  if (appended.outcome !== 'appended') throw new Error('somebody else appended');
  const { position, version, recordedAt } = appended;
  const first = position - events.length + 1;
  return {
    story: name,
    version,
    position,
    recordedAt: tellMicroseconds(recordedAt),
    events: events.map(({ id, type }, at) => ({ id, type, version: base + at + 1, position: first + at })),
  };
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
}

function newEvent(sent: unknown): NewEvent {
  const validated = validateEvent(sent);
  if (!validated.valid) throw new Error(JSON.stringify(validated.errors));
  const { fact, id, data, ...envelope } = validated.event;
  return { ...envelope, ...fact, id: eventId(id ?? ''), bytes: canonicalJson(data) };
}

function tellMicroseconds(time: number): string {
  const seconds = new Date(Math.floor(time / 1_000)).toISOString().slice(0, 19);
  return `${seconds}.${String(time % 1_000_000).padStart(6, '0')}Z`;
}

server.listen(0, '127.0.0.1', () => {
  tell(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});

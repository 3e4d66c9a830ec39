import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A position of the record: what it says, and what it does to the rows of its story. */
export interface Entry {
  readonly story: string;
  readonly ended: readonly { readonly kind: string; readonly key: string }[];
  readonly begun: readonly { readonly kind: string; readonly key: string; readonly doc: object }[];
}

/** How a connection goes: refused, or cut off after so many bytes, or behind the snapshots, or with some of what was sent before once more. */
export type Turn =
  | { readonly kind: 'refuse'; readonly status: number; readonly retryAfter: number }
  | { readonly kind: 'cut'; readonly bytes: number }
  | { readonly kind: 'repeat'; readonly back: number }
  | { readonly kind: 'snapshots' }
  | { readonly kind: 'silent' };

/** A server that speaks the stream of Newsledger, and lets connections break as it is told. */
export interface StreamHouse {
  readonly url: string;
  /** What was asked, in order. */
  readonly asked: readonly URLSearchParams[];
  readonly openConnections: () => number;
  readonly append: (...entries: readonly Entry[]) => void;
  readonly cutAll: () => void;
  readonly changeEpoch: (epoch: string) => void;
  readonly stop: () => Promise<void>;
}

const problem = (code: string, status: number, retryable: boolean) =>
  JSON.stringify({ type: `urn:newsledger:error:${code}`, title: code, status, detail: `${code}.`, code, retryable });

const message = (event: string, data: object, id?: number) =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

export async function startStreamHouse(
  turns: Iterator<Turn, unknown> = [][Symbol.iterator](),
  files: Readonly<Record<string, { readonly type: string; readonly text: string }>> = {},
): Promise<StreamHouse> {
  const record: Entry[] = [];
  const asked: URLSearchParams[] = [];
  const open = new Map<ServerResponse, (entry: Entry, position: number) => string>();
  let epoch = 'one';

  const eventOf =
    (stories: readonly string[]) =>
    ({ story }: Entry, position: number) =>
      stories.length === 0 || stories.includes(story)
        ? message('StoryRetitled', { position, subject: story, type: 'newsledger.StoryRetitled.v1', epoch }, position)
        : '';
  const changeOf = (stories: readonly string[]) => (entry: Entry, position: number) => {
    const { story, ended, begun } = entry;
    const version = versionOf(story, position);
    const change = { sentence: `“${position}”` };
    return stories.includes(story)
      ? message('change', { story, position, version, change, ended, begun }, position)
      : message('position', { position }, position);
  };
  const versionOf = (story: string, at: number) => record.slice(0, at).filter((entry) => entry.story === story).length;
  const snapshotOf = (story: string) => {
    const rows = rowsOf(record.filter((entry) => entry.story === story));
    const position = record.length;
    return message('snapshot', { story, position, version: versionOf(story, position), rows: [...rows.values()] });
  };

  const refuse = (response: ServerResponse, status: number, code: string, retryAfter = 0) => {
    const headers = { 'content-type': 'application/problem+json', 'retry-after': String(retryAfter) };
    response.writeHead(status, headers).end(problem(code, status, status === 503));
  };

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://house');
    const file = files[pathname];
    if (file !== undefined) return response.writeHead(200, { 'content-type': file.type }).end(file.text);
    if (pathname !== '/v1/stream') {
      refuse(response, 404, 'route-unknown');
      return;
    }
    asked.push(searchParams);
    if (![null, epoch].includes(searchParams.get('epoch'))) {
      refuse(response, 409, 'epoch-differs');
      return;
    }
    const next = turns.next();
    const turn = next.done === true ? undefined : next.value;
    if (turn?.kind === 'refuse') {
      refuse(response, turn.status, 'views-unavailable', turn.retryAfter);
      return;
    }
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'newsledger-position': record.length,
      'newsledger-epoch': epoch,
    });
    if (turn?.kind === 'silent') return response.write(': here\n\n');
    const stories = searchParams.getAll('story');
    const isChanges = searchParams.get('as') === 'changes';
    const tell = isChanges ? changeOf(stories) : eventOf(stories);
    const after = searchParams.get('after');
    const from = after === null ? record.length : Number(after) < 0 ? record.length + Number(after) : Number(after);
    const back = turn?.kind === 'repeat' ? Math.min(turn.back, from) : 0;
    const begin = after === null && isChanges ? stories.map(snapshotOf).join('') : '';
    const placed = begin === '' ? '' : message('position', { position: record.length }, record.length);
    // As the server greets those who follow events and have no place of their own yet.
    const greeted = !isChanges && (after === null || Number(after) < 0) ? `id: ${from}\n` : '';
    const missed = record.map((entry, at) => ({ entry, position: at + 1 })).slice(from - back);
    const text = `retry: 1\n${greeted}: hello “there”\n\n${begin}${placed}${missed.map(({ entry, position }) => tell(entry, position)).join('')}`;
    if (turn?.kind === 'cut') {
      const bytes = Buffer.from(text).subarray(0, turn.bytes);
      return response.write(bytes, () => response.socket?.destroySoon());
    }
    if (turn?.kind === 'snapshots') return response.write(begin, () => response.socket?.destroySoon());
    response.write(text);
    open.set(response, tell);
    return response.once('close', () => open.delete(response));
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    openConnections: () => open.size,
    append: (...entries) => {
      for (const entry of entries) {
        const position = record.push(entry);
        for (const [response, tell] of open) response.write(tell(entry, position));
      }
    },
    cutAll: () => {
      for (const response of open.keys()) response.socket?.destroy();
    },
    changeEpoch: (other) => (epoch = other),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The rows that entries lead to, by kind and key. */
export function rowsOf(entries: readonly Entry[]): ReadonlyMap<string, Entry['begun'][number]> {
  const rows = new Map<string, Entry['begun'][number]>();
  for (const { ended, begun } of entries) {
    for (const { kind, key } of ended) rows.delete(`${kind} ${key}`);
    for (const row of begun) rows.set(`${row.kind} ${row.key}`, row);
  }
  return rows;
}

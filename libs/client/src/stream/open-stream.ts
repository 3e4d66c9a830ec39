import { reaching, request } from '../connection.js';
import type { Connection } from '../connection.js';
import { unreachable, unreadable } from '../newsledger-error.js';
import { readRefusal } from '../read-refusal.js';
import { watch } from '../watch.js';
import { sseParser } from './sse-parser.js';
import type { SseItem } from './sse-parser.js';

/** What one connection of a stream brings, in the order in which it comes. */
export type StreamItem =
  { readonly kind: 'opened'; readonly position: number | undefined; readonly epoch: string | undefined } | SseItem;

/** One connection, from its opening to its end. Silence counts as its end; so does leaving the loop. */
export async function* openStream(
  connection: Connection,
  url: string,
  signal: AbortSignal,
): AsyncGenerator<StreamItem, void, undefined> {
  const watched = watch(connection.timing.silence, signal);
  try {
    const response = await request(connection, { url, headers: { accept: 'text/event-stream' } }, watched.signal);
    const { status, headers, body } = response;
    if (!response.ok) throw readRefusal(status, headers, await reaching(watched.signal, () => response.text()));
    if (body === null || headers.get('content-type')?.startsWith('text/event-stream') !== true) {
      throw unreadable(status, false, 0, 'It is no stream of events.');
    }
    const head = headers.get('newsledger-position');
    yield {
      kind: 'opened',
      position: head === null ? undefined : Number(head),
      // A record that has not begun is of no history yet.
      epoch: headers.get('newsledger-epoch') ?? undefined,
    };
    const parse = sseParser();
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    for (;;) {
      watched.heard();
      const { done, value } = await reaching(watched.signal, () => reader.read());
      if (done) throw unreachable('The stream ended.');
      // How long the reader of the stream takes is not the silence of the server.
      watched.rest();
      yield* parse(value);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    watched.end();
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { StoppingError } from '#errors';
import { MessageReader } from './message-reader.js';
import type { StreamMessage } from './message-reader.js';
import { openStream } from './open-stream.js';
import { waitBefore } from './wait-before.js';

/** The server shows every 15 s that it lives. */
const silenceMs = 45_000;
const retryMs = 2_000;

export interface Watch {
  readonly signal: AbortSignal;
  readonly onOpen: () => void;
  readonly onLost: (why: string) => void;
  readonly onBack: (behind: string | undefined) => void;
}

/**
 * The messages of a stream, each once, until the signal. It comes again by itself behind the last id that it had, and
 * only to the same history; but the first time nothing may be in the way.
 */
export async function* followStream(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { signal, onOpen, onLost, onBack }: Watch,
): AsyncGenerator<StreamMessage> {
  const address = new URL(url);
  let lastId: string | undefined;
  let failures = 0;
  let wait = retryMs;
  for (let isFirst = true; !isAborted(signal); isFirst = false) {
    const connection = new AbortController();
    const resumed = lastId === undefined ? {} : { 'last-event-id': lastId };
    try {
      const opened = await openStream(
        address,
        { ...headers, ...resumed },
        AbortSignal.any([signal, connection.signal]),
      );
      if (isAborted(signal)) return;
      if (isFirst && !opened.isOpen) throw new StoppingError(`${opened.why}.`);
      if (opened.isOpen) {
        if (isFirst) onOpen();
        else onBack(lastId);
        failures = 0;
        const epoch = opened.headers.get('newsledger-epoch');
        if (epoch !== null) address.searchParams.set('epoch', epoch);
        const reader = new MessageReader();
        for await (const text of textsOf(opened.body)) {
          for (const message of reader.read(text)) {
            if (message.id !== undefined && Number(message.id) <= Number(lastId ?? -1)) continue;
            lastId = message.id ?? lastId;
            yield message;
          }
        }
        wait = reader.retryMs ?? wait;
      }
      if (isAborted(signal)) return;
      if (failures === 0) onLost(opened.isOpen ? 'The connection is lost' : opened.why);
      failures += 1;
      const pause = Math.max(opened.isOpen ? 0 : opened.waitMs, waitBefore(failures, wait, Math.random()));
      await delay(pause, undefined, { signal }).catch(() => undefined);
    } finally {
      connection.abort();
    }
  }
}

// A call, since between two looks time has passed.
const isAborted = (signal: AbortSignal): boolean => signal.aborted;

/** The texts of a body until it ends, breaks off or falls silent. */
async function* textsOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const bytes = body[Symbol.asyncIterator]();
  for (;;) {
    const heard = new AbortController();
    const silence = delay(silenceMs, undefined, { signal: heard.signal }).catch(() => undefined);
    // What breaks off has ended too.
    const next = await Promise.race([bytes.next().catch(() => undefined), silence]);
    heard.abort();
    if (next === undefined || next.done === true) return;
    yield decoder.decode(next.value, { stream: true });
  }
}

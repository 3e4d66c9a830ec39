import { NewsledgerError, unreachable, unreadable } from './newsledger-error.js';
import { readRefusal } from './read-refusal.js';
import { pauseBefore, usualTiming, wait } from './timing.js';
import type { Timing } from './timing.js';
import { watch } from './watch.js';

export interface NewsledgerOptions {
  /** Where Newsledger is, such as `https://news.example`; it may have a path. */
  readonly url: string | URL;
  /** For publishing, and for reading where that needs one. */
  readonly key?: string | undefined;
  /**
   * For pages that follow without a key of their own: gets a token of `POST /v1/stream/token` for each connection.
   * What it throws ends the loop, but for a network that fails: that is tried again.
   */
  readonly token?: (() => Promise<string>) | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly timing?: Partial<Timing> | undefined;
}

/** What every request needs. */
export interface Connection {
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly token: (() => Promise<string>) | undefined;
  readonly fetch: typeof fetch;
  readonly timing: Timing;
}

export interface Outgoing {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function connectionOf({ url, key, token, fetch: own, timing }: NewsledgerOptions): Connection {
  const { origin, pathname } = new URL(url);
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  // What cannot be sent is told now, and not taken for a network that fails.
  new Headers(headers);
  return {
    base: origin + pathname.replace(/\/$/, ''),
    headers,
    token,
    // A browser refuses a fetch that is called as a method of something else.
    fetch: own ?? ((...request) => globalThis.fetch(...request)),
    timing: { ...usualTiming, ...timing },
  };
}

/** Sends a request until it is answered, refused, or patience is over; the same request each time. */
export async function send(connection: Connection, outgoing: Outgoing, signal?: AbortSignal): Promise<unknown> {
  const { timing } = connection;
  const deadline = performance.now() + timing.patience;
  for (let failures = 0; ; failures += 1) {
    try {
      return await sendOnce(connection, outgoing, signal);
    } catch (error) {
      if (!(error instanceof NewsledgerError) || !error.retryable) throw error;
      const pause = pauseBefore(failures, error.retryAfterMs, timing);
      if (performance.now() + pause > deadline) throw error;
      await wait(pause, signal);
    }
  }
}

async function sendOnce(connection: Connection, outgoing: Outgoing, signal: AbortSignal | undefined): Promise<unknown> {
  const watched = watch(connection.timing.oneTry, signal);
  try {
    const response = await request(connection, outgoing, watched.signal);
    const text = await reaching(watched.signal, () => response.text());
    if (!response.ok) throw readRefusal(response.status, response.headers, text);
    return parsed(response.status, text);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    watched.end();
  }
}

function parsed(status: number, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw unreadable(status, false, 0, 'It is not JSON.');
  }
}

/** One request as it goes out. */
export function request(connection: Connection, outgoing: Outgoing, signal: AbortSignal): Promise<Response> {
  const { url, method = 'GET', headers, body } = outgoing;
  const sent = { method, headers: { ...connection.headers, ...headers }, body: body ?? null, signal };
  return reaching(signal, () => connection.fetch(url, sent));
}

/** Names a failure of the network as such; what the signal aborts with stays. */
export async function reaching<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await racing(signal, work);
  } catch (error) {
    signal.throwIfAborted();
    throw unreachable(error instanceof Error ? error.message : 'The request failed.', error);
  }
}

/** What the work comes to, unless the signal aborts before: then its reason, whatever the work makes of that. */
export async function racing<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
  });
  try {
    const done = await Promise.race([stopped, work()]);
    signal.throwIfAborted();
    return done;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

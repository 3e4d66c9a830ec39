import { addressOf } from '../address.js';
import type { Query } from '../address.js';
import type { Connection } from '../connection.js';
import { NewsledgerError } from '../newsledger-error.js';
import { pauseBefore, wait } from '../timing.js';
import type { Snapshot } from './messages.js';
import { openStream } from './open-stream.js';
import { Place } from './place.js';
import type { StreamMessage } from './place.js';
import { tokenSource } from './token.js';

export interface FollowOptions {
  /** The position behind which to begin; without one, now. */
  readonly after?: number | undefined;
  /** Instead of `after`: begin so many events back. */
  readonly last?: number | undefined;
  /** Instead of `after`: begin at this time (RFC 3339). */
  readonly since?: string | undefined;
  /** The history that `after` is of: another one is an error. */
  readonly epoch?: string | undefined;
  /** Aborting ends the connection and throws the reason. */
  readonly signal?: AbortSignal | undefined;
  /** Is told whenever a connection stands. */
  readonly onOpen?: (() => void) | undefined;
  /** Is told when the connection is lost, before it is made again. What it throws ends it. */
  readonly onLost?: ((why: NewsledgerError) => void) | undefined;
}

export interface Wanted {
  readonly query: Query;
  /** Whether the stream begins with a copy, which has to come whole. */
  readonly isCopy?: boolean;
}

/**
 * Follows the stream over as many connections as it takes, without a gap and without a repeat. It ends by leaving the loop,
 * by the signal, by a refusal, and where the server goes on with another history.
 */
export async function* follow(
  connection: Connection,
  { query, isCopy = false }: Wanted,
  { after, last, since, epoch, onOpen, onLost }: FollowOptions,
  signal: AbortSignal,
): AsyncGenerator<StreamMessage, void, undefined> {
  const { timing } = connection;
  const tokenFor = tokenSource(connection);
  const place = new Place(epoch, after);
  // What is asked for as long as nothing was reached.
  const beginning = { after: last === undefined ? undefined : -last, since };
  // Then it begins where the server says that it is.
  const beginsNow = !isCopy && last === undefined && since === undefined;
  let retry = 0;
  let failures = 0;
  for (;;) {
    const began = performance.now();
    try {
      const from = place.reached === undefined ? beginning : { after: place.reached };
      const token = await tokenFor(signal);
      const url = addressOf(connection.base, '/v1/stream', {}, { ...query, ...from, epoch: place.epoch, token });
      for await (const item of openStream(connection, url, signal)) {
        switch (item.kind) {
          case 'opened':
            place.open(item.epoch, beginsNow ? item.position : undefined);
            onOpen?.();
            break;
          case 'retry':
            retry = Math.min(item.ms, timing.longestPause);
            break;
          case 'place':
            place.move(item.id);
            break;
          case 'message': {
            failures = 0;
            const message = place.take(item);
            // Who wants no copy goes on behind the one that the server begins with.
            if (message?.event === 'snapshot' && !isCopy) place.move(String((message.data as Snapshot).position));
            if (message !== undefined) yield message;
          }
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof NewsledgerError) || !error.retryable) throw error;
      onLost?.(error);
      // A connection on which there was nothing to tell has not failed.
      if (performance.now() - began > timing.longestPause) failures = 0;
      await wait(pauseBefore(failures, Math.max(error.retryAfterMs, retry), timing), signal);
      failures += 1;
    }
  }
}

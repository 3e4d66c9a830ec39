import { racing } from '../connection.js';
import type { Connection } from '../connection.js';
import { NewsledgerError, unreachable } from '../newsledger-error.js';
import { watch } from '../watch.js';

/**
 * Gets the token of each connection. What its function throws is final, as it is; where the network failed it is
 * `unreachable`, which may pass.
 */
export function tokenSource({ token, timing }: Connection): (signal: AbortSignal) => Promise<string | undefined> {
  const deadline = performance.now() + timing.patience;
  let isProven = false;
  return async (signal) => {
    if (token === undefined) return undefined;
    const watched = watch(timing.oneTry, signal);
    try {
      const given = await racing(watched.signal, token);
      isProven = true;
      return given;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof NewsledgerError || !isOfNetwork(error)) throw error;
      // A function that never gave a token may have a fault that looks like a network that fails.
      const mayPass = isProven || performance.now() < deadline;
      throw unreachable(`No token could be had: ${error.message}`, error, mayPass);
    } finally {
      watched.end();
    }
  };
}

/** What fetch rejects with where no answer comes (WHATWG Fetch), and what its signal does where that takes too long. */
function isOfNetwork(error: unknown): error is Error {
  return error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError');
}

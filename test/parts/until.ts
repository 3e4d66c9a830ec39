import { setTimeout as delay } from 'node:timers/promises';

/** Waits for a condition; fails with what it was, and the last error, when it does not come true in time. */
export async function until<T>(
  what: string,
  condition: () => Promise<T | undefined | false> | T | undefined | false,
  patienceMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const value = await condition();
      if (value !== undefined && value !== false) return value;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await delay(25);
  }
  throw new Error(
    `${what}: not within ${patienceMs} ms${last === undefined ? '' : `; last: ${last instanceof Error ? last.message : JSON.stringify(last)}`}`,
  );
}

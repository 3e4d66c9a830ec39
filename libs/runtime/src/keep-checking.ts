import { setTimeout as delay } from 'node:timers/promises';
import { StoppingError } from '#errors';
import type { HealthBoard } from './health.js';

const everyMs = 1_000;

/**
 * Asks again and again whether a service has what it needs, and puts the answer on the board. The check answers how it
 * is, or throws what is missing. Ends with the signal.
 */
export async function keepChecking(
  board: HealthBoard,
  service: string,
  check: () => Promise<string>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await checkOnce(board, service, check);
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

/** One check; lets a StoppingError through, because trying again would not help. */
export async function checkAtStart(board: HealthBoard, service: string, check: () => Promise<string>): Promise<void> {
  const error = await checkOnce(board, service, check);
  if (error instanceof StoppingError) throw error;
}

async function checkOnce(board: HealthBoard, service: string, check: () => Promise<string>): Promise<unknown> {
  try {
    board.report(service, { ready: true, detail: await check() });
    return undefined;
  } catch (error) {
    board.report(service, { ready: false, detail: (error as Error).message });
    return error;
  }
}

import { StoppingError } from '#errors';

/** Ends the process: with 0 when the work is done, with 1 and one sentence when something is in the way. */
export async function endOnFailure(work: () => Promise<void>): Promise<void> {
  try {
    await work();
    // Work that is done may have found something wrong.
    process.exit(process.exitCode);
  } catch (error) {
    const told = error instanceof StoppingError ? error.message : String((error as Error | undefined)?.stack ?? error);
    process.stderr.write(`${told}\n`);
    process.exit(1);
  }
}

/** Resolves with the first signal that asks this process to stop. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
}

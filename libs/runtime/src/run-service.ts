import type { DynamicModule } from '@nestjs/common';
import { StoppingError } from '#errors';
import { openLogger } from './logger.js';
import { loadEnvFile, readSettings } from './read-settings.js';
import type { Settings } from './read-settings.js';
import { startApp } from './start-app.js';

const patienceMs = 5_000;

/** The whole life of a process that is one service: start, listen, and stop in order on SIGTERM or SIGINT. */
export async function runService(name: string, service: (settings: Settings) => DynamicModule): Promise<void> {
  await endOnFailure(async () => {
    loadEnvFile();
    const settings = readSettings(process.env);
    const logger = openLogger(settings.logLevel, name);
    const { app, url } = await startApp(settings, logger, [service(settings)]);
    logger.info({ url }, `${name} listens`);
    const signal = await stopSignal();
    logger.info({ signal }, `${name} stops`);
    setTimeout(() => process.exit(1), patienceMs).unref();
    await app.close();
  });
}

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

import type { DynamicModule } from '@nestjs/common';
import { endOnFailure, loadEnvFile, readSettings, stopSignal } from '#process';
import type { Settings } from '#process';
import { openLogger } from './logger.js';
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

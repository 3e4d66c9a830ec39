import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Module } from '@nestjs/common';
import type { DynamicModule, NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { StoppingError } from '#errors';
import type { Logger } from './logger.js';
import { ProblemFilter } from './problem-filter.js';
import type { Settings } from '#process';
import { RuntimeModule } from './runtime-module.js';

@Module({})
class Services {}

const quietly: NestApplicationOptions = { logger: false, abortOnError: false, bodyParser: false };

/** The largest request body, in bytes. */
const bodyLimit = 1024 * 1024;

/** Starts the services, as Nest modules, in this process, and listens. The answer's `url` is where. */
export async function startApp(
  settings: Settings,
  logger: Logger,
  services: readonly DynamicModule[],
): Promise<{ readonly app: NestFastifyApplication; readonly url: string }> {
  const adapter = new FastifyAdapter({
    bodyLimit,
    requestTimeout: 30_000,
    trustProxy: (_address: string, hop: number) => hop < settings.proxies,
    routerOptions: { maxParamLength: 4_096 },
  });
  const root: DynamicModule = { module: Services, imports: [RuntimeModule.register(settings, logger), ...services] };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, quietly);
  takeRawJson(adapter.getInstance());
  app.useGlobalFilters(new ProblemFilter(logger));
  try {
    await app.listen(settings.port, settings.host);
  } catch (error) {
    await app.close().catch(() => undefined);
    throw explained(error, settings);
  }
  return { app, url: (await app.getUrl()).replace('[::1]', 'localhost') };
}

/** Bodies reach the controllers as bytes: they are read strictly there. */
function takeRawJson(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

function explained(error: unknown, { host, port }: Settings): unknown {
  const code = (error as { code?: unknown }).code;
  if (code === 'EADDRINUSE') {
    return new StoppingError(
      `Port ${port} is in use: stop what listens there, or choose another with PORT=${port + 1}.`,
    );
  }
  if (code === 'EACCES') {
    return new StoppingError(`Port ${port} may not be opened by this user: choose one above 1023 with PORT=3000.`);
  }
  if (code === 'EADDRNOTAVAIL') {
    return new StoppingError(`${host} is no address of this machine: choose another with HOST=127.0.0.1.`);
  }
  return error;
}

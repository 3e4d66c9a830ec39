import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { problemOf, RefusalError } from '#errors';
import type { Refusal } from '#errors';
import type { Logger } from './logger.js';

const fastifyRefusals: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'body-too-large', detail: 'The body may have at most 1 MiB (1,048,576 bytes).' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'wrong-media-type',
    detail: 'Send the body as application/json (UTF-8), and say so in Content-Type.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'malformed-json',
    detail: 'The body is not as long as Content-Length says.',
  },
  FST_ERR_BAD_URL: { code: 'route-unknown', detail: 'The address holds a malformed percent escape.' },
};

/** Turns whatever was thrown into problem details (RFC 9457). Only what nobody expected is a 500, and is logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refusal = this.refusalOf(thrown);
    const problem = problemOf(refusal);
    void reply.status(problem.status).header('cache-control', 'no-store').type('application/problem+json');
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    if (problem.status === 429 || problem.status === 503) {
      void reply.header('retry-after', String(refusal.facts?.['retryAfter'] ?? 1));
    }
    void reply.send(JSON.stringify(problem));
  }

  private refusalOf(thrown: unknown): Refusal {
    if (thrown instanceof RefusalError) return thrown.refusal;
    const code = (thrown as { code?: unknown } | undefined)?.code;
    const known = typeof code === 'string' ? fastifyRefusals[code] : undefined;
    if (known !== undefined) return known;
    if (thrown instanceof HttpException) {
      const status = thrown.getStatus();
      if (status === 404) return { code: 'route-unknown', detail: 'There is nothing at this address.' };
      if (status === 413)
        return fastifyRefusals['FST_ERR_CTP_BODY_TOO_LARGE'] ?? { code: 'body-too-large', detail: '' };
      if (status === 415) return { code: 'wrong-media-type', detail: 'Send the body as application/json (UTF-8).' };
    }
    this.logger.error({ err: thrown }, 'a request failed in a way that nobody expected');
    return { code: 'internal-error', detail: 'The request failed here, and this was logged.' };
  }
}

import { Catch, Inject } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { problemOf, RefusalError } from '#errors';
import type { Refusal } from '#errors';
import { en, errorPage } from '#page';
import { isDatabaseAway } from '#postgres';
import { LOGGER } from '#runtime';
import type { Logger } from '#runtime';
import { webFiles } from './assets.js';
import { html, sendPageHeaders } from './page-headers.js';

/** What was thrown on the way to a page, as a page. Only what nobody expected is a 500, and is logged. */
@Catch()
export class PagesFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, detail } = problemOf(this.refusalOf(thrown));
    sendPageHeaders(reply);
    if (status === 401) void reply.header('www-authenticate', 'Bearer');
    if (status === 503) void reply.header('retry-after', '1');
    const page = errorPage({ status, detail }, webFiles().assets, { words: en, zone: 'UTC', base: '' });
    void reply.status(status).header('cache-control', 'no-store').type(html).send(page.text);
  }

  private refusalOf(thrown: unknown): Refusal {
    if (thrown instanceof RefusalError) return thrown.refusal;
    if (isDatabaseAway(thrown)) return { code: 'views-unavailable', detail: 'The views did not answer. Try again.' };
    this.logger.error({ err: thrown }, 'a page failed in a way that nobody expected');
    return { code: 'internal-error', detail: 'The request failed here, and this was logged.' };
  }
}

import { Catch, Inject } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { RefusalError } from '#errors';
import { isDatabaseAway } from '#postgres';
import { LOGGER, ProblemFilter } from '#runtime';
import type { Logger } from '#runtime';

/** A database that is away is a 503 that says so, and not an error of ours. */
@Catch()
export class CourierAwayFilter implements ExceptionFilter {
  private readonly problems: ProblemFilter;

  constructor(@Inject(LOGGER) logger: Logger) {
    this.problems = new ProblemFilter(logger);
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const away = !(thrown instanceof RefusalError) && isDatabaseAway(thrown);
    const detail = 'The database of webhooks did not answer. Read the webhook before you try again.';
    this.problems.catch(away ? new RefusalError({ code: 'webhooks-unavailable', detail }) : thrown, host);
  }
}

import { Catch, Inject } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { RefusalError } from '#errors';
import { isDatabaseAway } from '#postgres';
import { LOGGER, ProblemFilter } from '#runtime';
import type { Logger } from '#runtime';
import { NotaryFault } from './notary-fault.js';

/** A database that is away is a 503, and what contradicts what was signed is told as such. */
@Catch()
export class NotaryAwayFilter implements ExceptionFilter {
  private readonly problems: ProblemFilter;

  constructor(@Inject(LOGGER) logger: Logger) {
    this.problems = new ProblemFilter(logger);
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    this.problems.catch(told(thrown), host);
  }
}

function told(thrown: unknown): unknown {
  if (thrown instanceof NotaryFault) return new RefusalError({ code: 'leaf-differs', detail: thrown.message });
  if (thrown instanceof RefusalError || !isDatabaseAway(thrown)) return thrown;
  const detail = 'The database of the ledger and its tree did not answer. It is safe to try again.';
  return new RefusalError({ code: 'notary-unavailable', detail });
}

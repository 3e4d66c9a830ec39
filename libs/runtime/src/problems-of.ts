import { Catch, Inject } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter, Type } from '@nestjs/common';
import { LOGGER } from './runtime-module.js';
import type { Logger } from './logger.js';
import { ProblemFilter } from './problem-filter.js';

/** A filter that answers with problem details, once what was thrown is put into the words of a service. */
export function problemsOf(tell: (thrown: unknown) => unknown): Type<ExceptionFilter> {
  @Catch()
  class ToldFilter implements ExceptionFilter {
    private readonly problems: ProblemFilter;

    constructor(@Inject(LOGGER) logger: Logger) {
      this.problems = new ProblemFilter(logger);
    }

    catch(thrown: unknown, host: ArgumentsHost): void {
      this.problems.catch(tell(thrown), host);
    }
  }
  return ToldFilter;
}

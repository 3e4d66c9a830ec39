import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { throwError, timeout } from 'rxjs';
import type { Observable } from 'rxjs';
import { RefusalError } from '#errors';

/** From the request's arrival to its answer, over everything that waits for a database in between. */
const patienceMs = 9_000;

/** A database that is slow or stuck leaves no client without an answer. */
@Injectable()
export class AnswerInTime implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(timeout({ first: patienceMs, with: () => throwError(tooLate) }));
  }
}

function tooLate(): RefusalError {
  return new RefusalError({
    code: 'ledger-unavailable',
    detail:
      `The database did not answer within ${patienceMs / 1_000} s. What was sent is there whole or not at all: ` +
      'send it again with the same ids; where events came without ids, read the story first.',
  });
}

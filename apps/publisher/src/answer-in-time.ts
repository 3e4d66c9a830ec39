import { RefusalError } from '#errors';

/** From the request's arrival to its answer, over everything that waits for a database in between. */
const patienceMs = 9_000;

/**
 * A database that is slow or stuck leaves no client without an answer. A plain race: as a Nest interceptor it cost every
 * publish a chain of observables.
 */
export async function answerInTime<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooLate()), patienceMs);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
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

import { StoppingError } from '#errors';
import { isDatabaseAway } from '#postgres';

/** What keeps a verb from its work, in a sentence where it is the database; anything else as it is. */
export function whatIsInTheWay(error: unknown): unknown {
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  if (code === '42501') {
    return new StoppingError(
      `The role of DATABASE_URL may not do that: ${message}. Use the role that owns the tables.`,
    );
  }
  if (!isDatabaseAway(error) || syscall === 'open') return error;
  return new StoppingError(`The database does not answer: ${message || code}. Is it running, and DATABASE_URL right?`);
}

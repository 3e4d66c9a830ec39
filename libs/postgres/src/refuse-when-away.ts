import { RefusalError } from '#errors';
import type { Refusal } from '#errors';
import { isDatabaseAway } from './is-database-away.js';

/** What was thrown, as a refusal where it says that the database is away: no error of ours, and it passes. */
export const refuseWhenAway =
  (refusal: Refusal) =>
  (thrown: unknown): unknown =>
    !(thrown instanceof RefusalError) && isDatabaseAway(thrown) ? new RefusalError(refusal) : thrown;

import { RefusalError } from '#errors';
import { refuseWhenAway } from '#postgres';
import { problemsOf } from '#runtime';
import { NotaryFault } from './notary-fault.js';

const whenAway = refuseWhenAway({
  code: 'notary-unavailable',
  detail: 'The database of the ledger and its tree did not answer. It is safe to try again.',
});

/** What contradicts what was signed is told as such. */
export const NotaryAwayFilter = problemsOf((thrown) =>
  thrown instanceof NotaryFault ? new RefusalError({ code: 'leaf-differs', detail: thrown.message }) : whenAway(thrown),
);

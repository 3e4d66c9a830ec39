import { refuseWhenAway } from '#postgres';
import { problemsOf } from '#runtime';

export const CourierAwayFilter = problemsOf(
  refuseWhenAway({
    code: 'webhooks-unavailable',
    detail: 'The database of webhooks did not answer. Read the webhook before you try again.',
  }),
);

import { refuseWhenAway } from '#postgres';
import { problemsOf } from '#runtime';

export const ViewsAwayFilter = problemsOf(
  refuseWhenAway({ code: 'views-unavailable', detail: 'The views did not answer. Try again.' }),
);

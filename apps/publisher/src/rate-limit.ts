import type { FastifyReply } from 'fastify';
import { RefusalError } from '#errors';
import type { Allowances, Key, Standing } from '#identity';
import { isDatabaseAway } from '#postgres';

/** Refuses early, before any work on the body, when nothing is left to the key in this window. */
export function refuseSpent(allowances: Allowances, key: Key, reply: FastifyReply): void {
  const standing = allowances.spent(key);
  if (standing === undefined) return;
  tell(reply, standing);
  throw limited(standing);
}

/** Takes the events from the key's allowance, and says in the answer how the key stands. */
export async function takeAllowance(
  allowances: Allowances,
  key: Key,
  events: number,
  reply: FastifyReply,
): Promise<void> {
  const standing = await allowances.take(key, events).catch((error: unknown) => {
    if (!isDatabaseAway(error)) throw error;
    const detail = 'The allowance of the key cannot be looked up just now, and nothing was written. Try again.';
    throw new RefusalError({ code: 'ledger-unavailable', detail });
  });
  tell(reply, standing);
  if (standing.granted) return;
  if (events <= standing.quota) throw limited(standing);
  throw new RefusalError({
    code: 'batch-over-rate',
    detail: `The key may publish ${allowed(standing)}, and this is ${events} at once: send them in smaller batches.`,
  });
}

// draft-ietf-httpapi-ratelimit-headers: the quota and its window, what is left of it and for how long.
function tell(reply: FastifyReply, { quota, window, left, resetsIn }: Standing): void {
  void reply.header('ratelimit-policy', `"events";q=${quota};w=${window};qu="events"`);
  void reply.header('ratelimit', `"events";r=${left};t=${resetsIn}`);
}

function limited(standing: Standing): RefusalError {
  const seconds = standing.resetsIn;
  return new RefusalError({
    code: 'rate-limited',
    detail: `The key may publish ${allowed(standing)}. Nothing was written: try again in ${seconds} s.`,
    facts: { retryAfter: seconds },
  });
}

const allowed = ({ quota, window }: Standing) => `${quota} events in ${window} s`;

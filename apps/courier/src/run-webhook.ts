import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { HistoryName, ShownEvent } from '#events';
import { checkPage, readFollowed, readPlace, VersionsSeen } from '#views';
import type { EventFilter, FollowedPage, ShownViews } from '#views';
import { release } from './claim.js';
import { Endpoint } from './endpoint.js';
import type { FindAddresses } from './find-addresses.js';
import type { Targets } from './judge-target.js';
import { eventMessage } from './message.js';
import { pruneAttemptsOf } from './attempts.js';
import { recordAttempt } from './record-attempt.js';
import type { ClaimedWebhook, WebhookState } from './webhook.js';

/** What deliveries are made with. */
export interface Work {
  readonly views: ShownViews;
  readonly pool: pg.Pool;
  readonly targets: Targets;
  readonly find: FindAddresses;
}

export interface Span {
  readonly history: HistoryName;
  readonly head: number;
  /** What is to be delivered, where it is known already. */
  readonly page?: FollowedPage | undefined;
}

/** So many bytes of events wait in memory for one endpoint, and at least one event. */
const heldBytes = 128 * 1024;
const missingMs = 1_000;
/** Then others have their turn, and the owner's key is looked at again. */
const turnMs = 10_000;

/** Delivers in order what is behind the webhook's place, until one fails. Lets go of the webhook at the end. */
export async function runWebhook(work: Work, webhook: ClaimedWebhook, span: Span, signal: AbortSignal): Promise<Ended> {
  const { views, pool, targets, find } = work;
  const { filter, place: after } = webhook;
  const turn = { place: after, reached: after, last: undefined as WebhookState | undefined };
  const endpoint = new Endpoint({ url: webhook.url, targets, find });
  try {
    const page = span.page ?? (await readWhole(views, filter, after, span));
    const held = firstOf(page.events);
    const until = Date.now() + turnMs;
    let { failures } = webhook;
    for (const event of held) {
      if (Date.now() > until) return turn;
      const message = eventMessage(event, { webhook: webhook.id, ...webhook, history: span.history }, Date.now());
      const begun = performance.now();
      const answer = await endpoint.post(message.headers, message.body, signal);
      if (signal.aborted) return turn;
      const durationMs = Math.round(performance.now() - begun);
      const { place } = turn;
      turn.last = await recordAttempt(pool, { webhook, place, failures, event, answer, durationMs });
      if (answer.error !== undefined || turn.last === undefined) return { ...turn, error: answer.error };
      failures = 0;
      turn.place = turn.reached = event.position;
      if (turn.last !== 'active') return turn;
    }
    if (held.length === page.events.length) turn.reached = page.reached;
    return turn;
  } finally {
    endpoint.close();
    await release(pool, webhook, turn);
    if (turn.last !== undefined) await pruneAttemptsOf(pool, webhook.id);
  }
}

/** How a turn ended: the state after the last try, where there was one, and why it failed. */
export interface Ended {
  readonly last: WebhookState | undefined;
  readonly error?: string | undefined;
}

// Nothing is passed over that is missing here: the webhook waits for it, and is looked at again after a while.
async function readWhole(
  views: ShownViews,
  filter: EventFilter,
  after: number,
  { head: to, history }: Span,
): Promise<FollowedPage> {
  const page = await readFollowed(await views.current(), { filter, after, to });
  const { events, reached, missing } = await checkPage(views.log, filter, new VersionsSeen(), page, after);
  // The views may have become another history since the webhook was claimed.
  if ((await readPlace(views.log)).epoch !== history.epoch) return { events: [], reached: after };
  if (missing !== undefined && events.length === 0) await delay(missingMs);
  return { events, reached };
}

function firstOf(events: readonly ShownEvent[]): readonly ShownEvent[] {
  let bytes = 0;
  const end = events.findIndex(({ data }, at) => {
    bytes += data.length;
    return at > 0 && bytes > heldBytes;
  });
  return end < 0 ? events : events.slice(0, end);
}

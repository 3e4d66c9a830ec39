import type pg from 'pg';
import type { ShownEvent } from '#events';
import { giveUpDays, pauseAfter } from './backoff.js';
import type { Answer } from './endpoint.js';
import type { ClaimedWebhook, WebhookState } from './webhook.js';

/** One try to deliver an event, as it ended. */
export interface Attempt {
  readonly webhook: ClaimedWebhook;
  readonly place: number;
  /** How often this event has failed before. */
  readonly failures: number;
  readonly event: ShownEvent;
  readonly answer: Answer;
  readonly durationMs: number;
}

// Only under the claim that it was tried under, and where the webhook was: a replay that came meanwhile moved it,
// perhaps to the same position of another history.
const where = `where id = $1::text and lease = $2::text and place = $3::bigint and epoch = $13::text`;
// A try is told to the owner whatever became of the claim: it was made.
const noted = `insert into attempt (webhook, position, event, type, story, number, outcome, status, error, duration_ms)
  select id, $4::bigint, $5::text, $6::text, $7::text, $8::integer, $9::text, $10::integer, $11::text, $12::integer
  from webhook where id = $1::text`;

const statements = {
  delivered: {
    name: 'record_delivered',
    text: `with moved as (
        update webhook set place = $4::bigint, failures = 0, failing_since = null, last_error = null ${where}
        returning state),
      noted as (${noted})
      select state from moved`,
  },
  gone: {
    name: 'record_gone',
    text: `with ended as (
        update webhook set state = 'ended', reason = 'gone', since = clock_timestamp(), last_error = $11::text ${where}
        returning state),
      noted as (${noted})
      select state from ended`,
  },
  failed: {
    name: 'record_failed',
    text: `with failed as (
        update webhook set failures = failures + 1, failing_since = coalesce(failing_since, clock_timestamp()),
          last_error = $11::text, due_at = clock_timestamp() + $14::double precision * interval '1 ms',
          state = case when given_up then 'paused' else state end,
          reason = case when given_up then 'failing' else reason end,
          since = case when given_up then clock_timestamp() else since end
        from (select state = 'active' and failing_since < clock_timestamp() - $15::integer * interval '1 day' as given_up
          from webhook where id = $1::text) judged
        ${where} returning state),
      noted as (${noted})
      select state from failed`,
  },
};

/** Notes a try and what follows from it. Answers the state of the webhook; undefined where it is no longer ours. */
export async function recordAttempt(pool: pg.Pool, attempt: Attempt): Promise<WebhookState | undefined> {
  const { webhook, place, failures, event, answer, durationMs } = attempt;
  const { status, error, retryAfterMs } = answer;
  const kind = error === undefined ? 'delivered' : status === 410 ? 'gone' : 'failed';
  const values = [
    ...[webhook.id, webhook.lease, place, event.position, event.id, event.type, event.story, failures + 1],
    ...[kind === 'delivered' ? 'delivered' : 'failed', status ?? null, error ?? null, durationMs, webhook.epoch],
  ];
  const more = kind === 'failed' ? [pauseAfter(failures + 1, retryAfterMs), giveUpDays] : [];
  const { rows } = await pool.query<{ state: WebhookState }>({ ...statements[kind], values: [...values, ...more] });
  return rows[0]?.state;
}

import type pg from 'pg';
import { makeSecret, overlapHours } from './sign.js';
import { webhookDocument } from './webhook-store.js';
import type { Owner } from './webhook-store.js';
import type { Webhook } from './webhook.js';

export interface Which {
  readonly id: string;
  readonly owner: Owner;
}

const fresh = `failures = 0, failing_since = null, last_error = null, due_at = clock_timestamp()`;

// What has ended stays so; what is as it should be already stays as it is.
const changes = {
  pause: `state = 'paused', reason = 'asked', since = clock_timestamp() where state = 'active'`,
  // Views that are empty tell no history: what differs is found once they are folded.
  resume: `state = 'active', reason = null, since = clock_timestamp(), ${fresh}
    where state = 'paused' and ($3::text is null or epoch is null or epoch = $3::text)`,
  retry: `due_at = clock_timestamp() where state = 'active'`,
  // What waited for a position of this history has one now.
  replay: `place = $3::bigint, epoch = $4::text, ${fresh},
    since = case when reason = 'epoch-differs' then clock_timestamp() else since end,
    state = case when reason = 'epoch-differs' then 'active' else state end,
    reason = nullif(reason, 'epoch-differs') where state <> 'ended'`,
  rotate: `secret = $3::text, previous_secret = secret,
    previous_until = clock_timestamp() + interval '${overlapHours} hours' where true`,
} as const;

export type Change = keyof typeof changes;

/** Changes a webhook and rings `courierChannel`. Undefined where there is none, or where its state does not allow it. */
async function change(pool: pg.Pool, name: Change, { id, owner }: Which, ...values: (string | number | null)[]) {
  const { rows } = await pool.query<{ doc: Webhook }>({
    name: `${name}_webhook`,
    text: `with changed as (
        update webhook set ${changes[name]} and id = $1::text and ($2::text is null or owner = $2::text)
        returning *),
      rung as (select pg_notify(current_schema() || '.webhook', '') from changed)
      select ${webhookDocument} from changed, rung`,
    values: [id, owner ?? null, ...values],
  });
  return rows[0]?.doc;
}

export const pauseWebhook = (pool: pg.Pool, which: Which) => change(pool, 'pause', which);
/** Where the views are of the history that its place is of. */
export const resumeWebhook = (pool: pg.Pool, which: Which, epoch: string | undefined) =>
  change(pool, 'resume', which, epoch ?? null);
/** Makes what failed due at once. */
export const retryWebhook = (pool: pg.Pool, which: Which) => change(pool, 'retry', which);
/** Delivers again, or passes over, from the event behind a position of a history on. */
export const replayWebhook = (
  pool: pg.Pool,
  which: Which,
  { after, epoch }: { readonly after: number; readonly epoch: string | undefined },
) => change(pool, 'replay', which, after, epoch ?? null);

/** Gives a new secret; the one before signs too for a day. */
export async function rotateSecret(
  pool: pg.Pool,
  which: Which,
): Promise<{ webhook: Webhook; secret: string } | undefined> {
  const secret = makeSecret();
  const webhook = await change(pool, 'rotate', which, secret);
  return webhook === undefined ? undefined : { webhook, secret };
}

/** The secrets that sign now. */
export async function readSecrets(pool: pg.Pool, { id, owner }: Which): Promise<readonly string[]> {
  const { rows } = await pool.query<{ secrets: string[] }>({
    name: 'read_secrets',
    text: `select array_remove(array[secret, case when previous_until > clock_timestamp() then previous_secret end], null)
        as secrets
      from webhook where id = $1::text and ($2::text is null or owner = $2::text)`,
    values: [id, owner ?? null],
  });
  return rows[0]?.secrets ?? [];
}

/** What a key that ended had asked for is not sent to anybody any more. */
export async function endOfKey(pool: pg.Pool, owner: string): Promise<void> {
  await pool.query({
    name: 'end_of_key',
    text: `update webhook set state = 'paused', reason = 'key-ended', since = clock_timestamp()
      where owner = $1::text and state = 'active'`,
    values: [owner],
  });
}

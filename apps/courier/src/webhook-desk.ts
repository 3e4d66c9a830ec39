import type pg from 'pg';
import { RefusalError } from '#errors';
import { mayRead, requireKey } from '#identity';
import type { Key, KeyRing } from '#identity';
import { findWebhook } from './webhook-store.js';
import type { Owner } from './webhook-store.js';
import type { Webhook, WebhookState } from './webhook.js';

/** Who asks, and whose webhooks they may see and change. */
export interface Asker {
  readonly key: Key;
  readonly owner: Owner;
}

/** Lets in who has a key that may read; one with the scope admin to everybody's webhooks. */
export async function whoAsks(keys: KeyRing, header: string | undefined): Promise<Asker> {
  const key = await requireKey(keys, header, { purpose: 'A webhook', allows: mayRead, away: 'keys-unavailable' });
  return { key, owner: key.scopes.includes('admin') ? undefined : key.id };
}

export function webhookUnknown(): RefusalError {
  return new RefusalError({ code: 'webhook-unknown', detail: 'The key has no webhook of this id.' });
}

export async function requireWebhook(pool: pg.Pool, id: string, owner: Owner): Promise<Webhook> {
  const found = await findWebhook(pool, id, owner);
  if (found === undefined) throw webhookUnknown();
  return found;
}

/** What a change came to; where nothing changed, the webhook as it is, if that is what was wanted. */
export async function settled(
  pool: pg.Pool,
  { id, owner }: { readonly id: string; readonly owner: Owner },
  changed: Webhook | undefined,
  wanted?: WebhookState,
): Promise<Webhook> {
  if (changed !== undefined) return changed;
  const found = await requireWebhook(pool, id, owner);
  if (found.state === wanted) return found;
  if (found.state === 'paused' && wanted === 'active') {
    const { position, epoch = '' } = found;
    const detail = `Position ${position}, which the webhook is at, is of history ${epoch}, and the record is another one: replay it from a position of that first.`;
    throw new RefusalError({ code: 'epoch-differs', detail });
  }
  throw new RefusalError(
    found.state === 'ended'
      ? { code: 'webhook-ended', detail: 'The receiver answered 410, which ends a webhook for good: make a new one.' }
      : { code: 'webhook-paused', detail: 'The webhook is paused: resume it first.' },
  );
}

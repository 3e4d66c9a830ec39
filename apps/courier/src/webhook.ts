import type { EventFilter } from '#views';

export type WebhookState = 'active' | 'paused' | 'ended';
/**
 * Why a webhook is not active: somebody paused it, it failed for days, its key ended, the record became another history
 * than its place is of, or the receiver answered 410.
 */
export type WebhookReason = 'asked' | 'failing' | 'key-ended' | 'epoch-differs' | 'gone';

/** A webhook as its owner sees it. */
export interface Webhook {
  readonly id: string;
  readonly owner: string;
  readonly url: string;
  readonly stories?: readonly string[];
  readonly types?: readonly string[];
  readonly parties?: readonly string[];
  readonly description?: string;
  readonly state: WebhookState;
  readonly reason?: WebhookReason;
  readonly since: string;
  readonly createdAt: string;
  /** All events up to here that pass the filter were delivered. */
  readonly position: number;
  /** Of the history that the position is of; absent before the first event of all. */
  readonly epoch?: string;
  readonly failing?: {
    readonly since: string;
    readonly attempts: number;
    readonly error: string;
    readonly nextAttemptAt?: string;
  };
}

export interface NewWebhook extends EventFilter {
  readonly url: string;
  readonly description?: string;
  /** Undefined: from now on. */
  readonly after?: number;
}

/** A webhook that this process delivers to now. */
export interface ClaimedWebhook {
  readonly id: string;
  /** Of this claim alone: what is written under it is refused once there is another claim, be it of the same process. */
  readonly lease: string;
  readonly owner: string;
  readonly url: string;
  readonly filter: EventFilter;
  readonly secrets: readonly string[];
  readonly place: number;
  /** Of the history that the place is of. */
  readonly epoch: string;
  readonly failures: number;
}

export const mostOfKey = 100;

import type { EventFilter } from '#views';

export type WebhookState = 'active' | 'paused' | 'ended';
/** Why a webhook is not active: somebody paused it, it failed for days, its key ended, or the receiver answered 410. */
export type WebhookReason = 'asked' | 'failing' | 'key-ended' | 'gone';

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
  readonly failures: number;
}

export const mostOfKey = 100;

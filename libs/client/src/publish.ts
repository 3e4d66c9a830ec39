import { addressOf } from './address.js';
import type { Publish, Published } from './api.js';
import { send } from './connection.js';
import type { Connection } from './connection.js';

export type EventToPublish = Publish['events'][number];

export interface PublishOptions {
  /** The version that the story must be at; 0 where it must not be there yet. */
  readonly expectedVersion?: number | undefined;
  /** For a retry of your own, later or from elsewhere; without one, each call has a new one. */
  readonly idempotencyKey?: string | undefined;
  /** Decide, and write nothing. */
  readonly dryRun?: boolean | undefined;
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Publishes events, all or none. The key and the body are made once: every retry is the same request to the server. */
export async function publish(
  connection: Connection,
  story: string,
  events: readonly EventToPublish[],
  { expectedVersion, idempotencyKey, dryRun, correlationId, causationId, signal }: PublishOptions,
): Promise<Published> {
  const body: Publish = {
    events,
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(causationId === undefined ? {} : { causationId }),
  };
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': idempotencyKey ?? newKey(),
    ...expectation(expectedVersion),
  };
  const url = addressOf(connection.base, '/v1/stories/{story}/events', { story }, { dryRun });
  const outgoing = { url, method: 'POST', headers, body: JSON.stringify(body) } as const;
  return (await send(connection, outgoing, signal)) as Published;
}

function expectation(version: number | undefined): Readonly<Record<string, string>> {
  if (version === undefined) return {};
  return version === 0 ? { 'if-none-match': '*' } : { 'if-match': `"${version}"` };
}

/** Random bits, as browsers give them on pages without TLS too. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

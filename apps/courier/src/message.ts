import { structuredCloudEvent } from '#events';
import type { HistoryName, ShownEvent } from '#events';
import { signedHeaders } from './sign.js';

/** What is sent: the body, and the headers that sign it. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Sender {
  readonly webhook: string;
  readonly secrets: readonly string[];
  readonly history: HistoryName;
}

/**
 * The same id each time that an event is sent to a webhook: receivers know a repeat by it. Another history has other
 * events at the same positions.
 */
const messageId = (webhook: string, epoch: string, position: number): string => `${webhook}_${epoch}_${position}`;

export function eventMessage(event: ShownEvent, sender: Sender, now: number): Message {
  const body = structuredCloudEvent(event, sender.history);
  return signed(messageId(sender.webhook, sender.history.epoch, event.position), body, sender.secrets, now);
}

/** Something to prove an endpoint with; it stands in no record. */
export function testMessage(id: string, { webhook, secrets, history }: Sender, now: number): Message {
  const event = {
    specversion: '1.0',
    id,
    source: `urn:newsledger:${history.ledger}`,
    type: 'newsledger.WebhookTested.v1',
    time: new Date(now).toISOString(),
    datacontenttype: 'application/json',
    data: { webhook },
  };
  return signed(id, JSON.stringify(event), secrets, now);
}

function signed(id: string, body: string, secrets: readonly string[], now: number): Message {
  const signature = signedHeaders({ id, timestamp: Math.floor(now / 1_000), body }, secrets);
  return { headers: { 'content-type': 'application/cloudevents+json', ...signature }, body };
}

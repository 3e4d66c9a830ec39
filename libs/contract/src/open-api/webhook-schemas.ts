import type { Schema } from '#events';
import { sentCloudEvent, webhookTypes } from './webhooks.js';

const text: Schema = { type: 'string' };
const count: Schema = { type: 'integer', minimum: 0 };
const time: Schema = { type: 'string', format: 'date-time' };
const slugs: Schema = {
  type: 'array',
  minItems: 1,
  maxItems: 100,
  items: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,99}$' },
};
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const cursor: Schema = { ...text, description: 'For the next page; absent on the last one.' };
const list = (items: Schema): Schema => ({ type: 'array', items });
const object = (required: readonly string[], properties: Schema, more: Schema = {}): Schema => ({
  type: 'object',
  required,
  properties,
  ...more,
});

const filter: Schema = {
  stories: { ...slugs, description: 'Only events of these stories.' },
  types: { type: 'array', minItems: 1, maxItems: 100, items: webhookTypes, description: 'Only events of these types.' },
  parties: { ...slugs, description: 'Only what these parties and speakers say, and what mends it.' },
};
const description: Schema = { type: 'string', pattern: '\\S', maxLength: 500 };

const webhook: Schema = {
  id: text,
  owner: { ...text, description: 'The opaque id of the key that made it.' },
  url: text,
  ...filter,
  description,
  state: { enum: ['active', 'paused', 'ended'] },
  reason: {
    enum: ['asked', 'failing', 'key-ended', 'epoch-differs', 'gone'],
    description:
      'Why it is not active: somebody paused it, it failed for three days, its key ended, the record became another ' +
      'history than its position is of (a replay gives it a position of that), 410 was answered.',
  },
  since: { ...time, description: 'Since when it is in this state.' },
  createdAt: time,
  position: { ...count, description: 'All events up to here that pass the filter were delivered.' },
  epoch: { ...text, description: 'The history that the position is of; absent before the first event of all.' },
  failing: object(
    ['since', 'attempts', 'error'],
    { since: time, attempts: count, error: text, nextAttemptAt: time },
    { description: 'There while the next event fails.' },
  ),
};
const always = ['id', 'owner', 'url', 'state', 'since', 'createdAt', 'position'];
const tried: Schema = { status: { type: 'integer' }, error: text, durationMs: count };

/** What the routes of webhooks take and answer, by name. */
export const webhookSchemas: Readonly<Record<string, Schema>> = {
  NewWebhook: object(
    ['url'],
    {
      url: { ...text, maxLength: 2_048, description: 'https, without user, password and fragment.' },
      ...filter,
      after: { ...count, description: 'The position behind which events are sent; absent, from now on.' },
      description,
    },
    { additionalProperties: false },
  ),
  WebhookReplay: object(['after'], { after: count }, { additionalProperties: false }),
  Webhook: object(always, webhook),
  WebhookWithSecret: object([...always, 'secret'], {
    ...webhook,
    secret: { ...text, description: '`whsec_` and base64 of 32 bytes. Told this once.' },
  }),
  Webhooks: object(['webhooks'], { webhooks: list(ref('Webhook')), cursor }),
  WebhookDeliveries: object(['deliveries'], {
    deliveries: list(
      object(['id', 'at', 'attempt', 'outcome', 'durationMs'], {
        id: count,
        at: time,
        position: { ...count, description: 'Absent for a test.' },
        event: text,
        type: text,
        story: text,
        attempt: { ...count, description: 'Which try of this event it was.' },
        outcome: { enum: ['delivered', 'failed'] },
        ...tried,
      }),
    ),
    cursor,
  }),
  WebhookTested: object(['delivered', 'durationMs'], { delivered: { type: 'boolean' }, ...tried }),
  SentCloudEvent: sentCloudEvent,
};

import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { toMessage } from '#bus';
import { eventVersions, schemaPath } from '#events';
import type { EventId, Position, StoryId, Version } from '#events';
import { asyncApi } from './async-api.js';
import { kafkaHeaders } from './kafka-headers.js';

const document = asyncApi('newsledger.events') as {
  readonly channels: { readonly events: { readonly address: string; readonly messages: object } };
  readonly components: { readonly messages: Record<string, { readonly payload: { readonly schema: object } }> };
};

const history = { ledger: 'main', epoch: 'e', publicUrl: 'https://ledger.example' };
const bare = {
  position: 7 as Position,
  story: 'troops' as StoryId,
  version: 3 as Version,
  id: 'a' as EventId,
  commit: 8 as Position,
  type: 'StoryLinked',
  schemaVersion: 2,
  recordedAt: '2024-10-28T21:05:00.000001Z',
  recordedBy: 'k',
  data: '{}',
  salt: '0'.repeat(32),
};
const whole = { ...bare, publishedAt: bare.recordedAt, actor: 'p', correlationId: 'c', causationId: 'd' };

describe('the AsyncAPI document', () => {
  test('is AsyncAPI 3', () => {
    const official = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object;
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const accepts = ajv.compile(official);
    expect(accepts(document) || accepts.errors).toBe(true);
  });

  test('has a message for every version of every event, with the address of its schema', () => {
    const names = eventVersions.map(({ type, version }) => `${type}.v${version}`);
    expect(Object.keys(document.components.messages)).toEqual(names);
    expect(Object.keys(document.channels.events.messages)).toEqual(names);
    expect(document.components.messages['StoryLinked.v2']!.payload.schema).toEqual({
      $ref: schemaPath('StoryLinked', 2),
    });
    expect(toMessage(bare, history).headers!['ce_dataschema']).toBe(
      'https://ledger.example/schemas/StoryLinked.v2.json',
    );
  });

  test('is of the topic', () => {
    expect(document.channels.events.address).toBe('newsledger.events');
  });

  test('tells the headers of records, all of them and no other', () => {
    const accepts = new Ajv2020({ validateFormats: false }).compile({ ...kafkaHeaders, additionalProperties: false });
    for (const event of [bare, whole]) {
      const { headers } = toMessage(event, history);
      expect(accepts(headers) || accepts.errors).toBe(true);
    }
    const told = Object.keys(kafkaHeaders['properties'] as object);
    expect(Object.keys(toMessage(whole, history).headers!).sort()).toEqual(told.sort());
    expect(Object.keys(toMessage(bare, history).headers!).sort()).toEqual(
      [...(kafkaHeaders['required'] as string[])].sort(),
    );
  });
});

import { eventVersions, schemaPath, wordsOf } from '#events';
import type { EventVersion, Schema } from '#events';
import { kafkaHeaders } from './kafka-headers.js';

const nameOf = ({ type, version }: EventVersion) => `${type}.v${version}`;

function message(event: EventVersion): Schema {
  const { type, version, data, examples } = event;
  return {
    name: nameOf(event),
    title: `${type}, version ${version}`,
    summary: wordsOf(data),
    contentType: 'application/json',
    headers: {
      allOf: [
        { $ref: '#/components/schemas/Headers' },
        {
          properties: {
            ce_type: { const: `newsledger.${nameOf(event)}` },
            ce_schemaversion: { const: String(version) },
          },
        },
      ],
    },
    payload: {
      schemaFormat: 'application/schema+json;version=draft-2020-12',
      schema: { $ref: schemaPath(type, version) },
    },
    bindings: { kafka: { key: { type: 'string', description: 'The story.' } } },
    examples: examples.map((payload) => ({ payload })),
  };
}

/** The topic as AsyncAPI 3. */
export function asyncApi(topic: string): Schema {
  const messages = eventVersions.map((event) => [nameOf(event), message(event)] as const);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Newsledger',
      version: '1',
      description: 'Every event of the ledger, in the order of the ledger. A story is told by its facts.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: {
      events: {
        address: topic,
        title: 'All events',
        description:
          'One partition, in position order, at least once. The key is the story; the value holds the bytes of the data ' +
          'as they are stored (RFC 8785), and everything else is in CloudEvents headers.',
        messages: Object.fromEntries(messages.map(([name]) => [name, { $ref: `#/components/messages/${name}` }])),
        bindings: { kafka: { topic, partitions: 1 } },
      },
    },
    operations: {
      tellEvents: {
        action: 'send',
        channel: { $ref: '#/channels/events' },
        summary: 'Newsledger tells every event that it has recorded.',
      },
    },
    components: { messages: Object.fromEntries(messages), schemas: { Headers: kafkaHeaders } },
  };
}

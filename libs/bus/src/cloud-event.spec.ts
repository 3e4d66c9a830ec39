import fc from 'fast-check';
import type { KafkaMessage, Message } from 'kafkajs';
import { eventId, position, storyId, version } from '#events';
import type { StoredEvent } from '#events';
import { ForeignRecordError, fromMessage, toMessage } from './cloud-event.js';

const history = { ledger: 'main', epoch: '7d1f', publicUrl: 'https://news.example' };
const bare: StoredEvent = {
  position: position(120),
  story: storyId('troops'),
  version: version(7),
  id: eventId('estimate-10000'),
  commit: position(121),
  type: 'EstimateRevised',
  schemaVersion: 1,
  recordedAt: '2024-10-28T21:05:00.123456Z',
  recordedBy: 'key-1',
  data: '{"title":"Élections 選挙 😀"}',
  salt: '00ff'.repeat(8),
};
const event: StoredEvent = {
  ...bare,
  publishedAt: '2024-10-28T21:00:00Z',
  actor: 'user:7',
  correlationId: 'c-1',
  causationId: 'c-2',
};

/** The message as a broker hands it over: everything is bytes. */
function received({ key, value, headers = {} }: Message, offset = '41'): KafkaMessage {
  const bytes = Object.entries(headers).map(([name, header]) => [name, Buffer.from(String(header))] as const);
  return {
    key: Buffer.from(key ?? ''),
    value: value === null ? null : Buffer.from(value),
    timestamp: '0',
    attributes: 0,
    offset,
    headers: Object.fromEntries(bytes),
  };
}

describe('toMessage', () => {
  test('writes CloudEvents 1.0 in binary mode, with every field of the event', () => {
    expect(toMessage(event, history)).toEqual({
      key: 'troops',
      value: '{"title":"Élections 選挙 😀"}',
      partition: 0,
      timestamp: String(Date.UTC(2024, 9, 28, 21, 5, 0, 123)),
      headers: {
        ce_specversion: '1.0',
        ce_id: 'estimate-10000',
        ce_source: 'urn:newsledger:main:troops',
        ce_type: 'newsledger.EstimateRevised.v1',
        ce_subject: 'troops',
        ce_time: '2024-10-28T21:05:00.123456Z',
        ce_dataschema: 'https://news.example/schemas/EstimateRevised.v1.json',
        'content-type': 'application/json',
        ce_position: '120',
        ce_version: '7',
        ce_commit: '121',
        ce_epoch: '7d1f',
        ce_recordedby: 'key-1',
        ce_publishedat: '2024-10-28T21:00:00Z',
        ce_actor: 'user:7',
        ce_salt: '00ff'.repeat(8),
        ce_schemaversion: '1',
        ce_correlationid: 'c-1',
        ce_causationid: 'c-2',
      },
    });
  });

  test('has no header for what is absent', () => {
    const headers = Object.keys(toMessage(bare, history).headers ?? {});
    expect(headers.filter((name) => /publishedat|actor|correlation|causation/.test(name))).toEqual([]);
    expect(headers).toHaveLength(15);
  });

  test('names headers of CloudEvents as CloudEvents may be named: lower case letters and digits', () => {
    for (const name of Object.keys(toMessage(event, history).headers ?? {})) {
      expect(name).toMatch(/^(ce_[a-z0-9]{1,20}|content-type)$/);
    }
  });
});

describe('fromMessage', () => {
  const opaque = fc.stringMatching(/^[A-Za-z0-9._:@~-]{1,40}$/);
  const count = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
  const stored = fc
    .record({
      at: count,
      commit: count,
      story: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,30}$/),
      of: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      id: fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/),
      type: fc.constantFrom('StoryOpened', 'FactCorrected', 'A.v2', 'Something.v1.v3'),
      schemaVersion: fc.integer({ min: 1, max: 99 }),
      asserted: fc.record(
        { publishedAt: opaque, actor: opaque, correlationId: opaque, causationId: opaque },
        { requiredKeys: [] },
      ),
      data: fc.jsonValue().map((value) => JSON.stringify(value)),
    })
    .map(({ at, of, commit, story, id, asserted, ...plain }): StoredEvent => ({
      ...bare,
      ...plain,
      position: position(at),
      version: version(of),
      commit: position(commit),
      story: storyId(story),
      id: eventId(id),
      ...asserted,
    }));

  test('gives back the event, its epoch and its offset', () => {
    fc.assert(
      fc.property(stored, fc.uuid(), fc.nat(), (sent, epoch, offset) => {
        expect(fromMessage(received(toMessage(sent, { ...history, epoch }), String(offset)))).toEqual({
          offset,
          epoch,
          event: sent,
        });
      }),
    );
  });

  test('leaves out what is absent', () => {
    expect(fromMessage(received(toMessage(bare, history))).event).toEqual(bare);
  });

  const needed = [
    'ce_type',
    'ce_epoch',
    'ce_position',
    'ce_subject',
    'ce_version',
    'ce_id',
    'ce_commit',
    'ce_schemaversion',
    'ce_time',
    'ce_recordedby',
    'ce_salt',
  ];

  test.each(needed)('refuses a record without %s, and names its offset', (name) => {
    const { headers, ...message } = received(toMessage(event, history));
    const others = Object.fromEntries(Object.entries(headers ?? {}).filter(([header]) => header !== name));
    expect(() => fromMessage({ ...message, headers: others } as KafkaMessage)).toThrow(ForeignRecordError);
    expect(() => fromMessage({ ...message, headers: others } as KafkaMessage)).toThrow(
      `the record at offset 41 has no ${name} header`,
    );
  });

  test.each([
    ['ce_position', '0'],
    ['ce_position', '-1'],
    ['ce_position', '1.5'],
    ['ce_position', '9007199254740993'],
    ['ce_version', 'seven'],
    ['ce_commit', ''],
    ['ce_schemaversion', 'NaN'],
    ['ce_type', 'com.example.Event.v1'],
    ['ce_type', 'newsledger.EstimateRevised'],
  ])('refuses a record whose %s is "%s"', (name, value) => {
    const message = received(toMessage(event, history));
    const headers = { ...message.headers, [name]: Buffer.from(value) };
    expect(() => fromMessage({ ...message, headers } as KafkaMessage)).toThrow(ForeignRecordError);
  });

  test('refuses a record without headers, and one without a value', () => {
    const message = toMessage(event, history);
    expect(() => fromMessage(received({ ...message, headers: {} }))).toThrow(ForeignRecordError);
    expect(() => fromMessage(received({ ...message, value: null }))).toThrow(ForeignRecordError);
  });
});

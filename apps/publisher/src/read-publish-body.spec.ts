import { readPublishBody } from './read-publish-body.js';

const opening = { type: 'StoryOpened', id: 'story', data: { title: 'Troops', language: 'en' } };
const bytes = (text: string) => Buffer.from(text);
const read = (body: unknown) => readPublishBody(bytes(JSON.stringify(body)));

/** The code of a refusal, with the pointer and code of each error. */
function refusalOf(result: ReturnType<typeof readPublishBody>) {
  if (result.ok) throw new Error('the body was taken');
  const { code, errors } = result.refusal;
  return [code, ...(errors ?? []).map((error) => `${error.code} ${error.pointer}`)];
}

describe('readPublishBody', () => {
  test('reads events with their envelope, and the canonical bytes of their data', () => {
    const event = { ...opening, schemaVersion: 1, publishedAt: '2024-10-28T21:05:00Z', actor: 'user-7' };
    expect(read({ events: [event], correlationId: 'c-1', causationId: 'c-2' })).toEqual({
      ok: true,
      value: {
        events: [{ ...event, bytes: '{"language":"en","title":"Troops"}' }],
        identified: true,
        correlationId: 'c-1',
        causationId: 'c-2',
      },
    });
  });

  test('gives an id to each event that has none, and says that a retry cannot be told', () => {
    const anonymous = { type: opening.type, data: opening.data };
    const result = read({ events: [anonymous, anonymous, opening] });
    expect(result).toMatchObject({ ok: true, value: { identified: false } });
    const ids = result.ok ? result.value.events.map(({ id }) => id as string) : [];
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(ids).toEqual([expect.stringMatching(uuid), expect.stringMatching(uuid), 'story']);
    expect(ids[0]).not.toBe(ids[1]);
  });

  test('reads a body that begins with a byte order mark', () => {
    expect(readPublishBody(bytes(`\ufeff${JSON.stringify({ events: [opening] })}`)).ok).toBe(true);
  });
});

describe('readPublishBody, given a body that cannot be read', () => {
  test.each([
    ['nothing', undefined],
    ['no bytes', Buffer.alloc(0)],
    ['what was parsed already', { events: [opening] }],
    ['text', '{"events":[]}'],
  ])('refuses %s', (_what, body) => {
    expect(refusalOf(readPublishBody(body))).toEqual(['malformed-json']);
  });

  test.each([
    ['a byte of Latin-1', Buffer.from('{"events":"\xe9"}', 'latin1')],
    ['a character cut short', Buffer.concat([bytes('{"events":"'), Buffer.from([0xe2, 0x82])])],
    ['a surrogate in bytes', Buffer.concat([bytes('"'), Buffer.from([0xed, 0xa0, 0x80]), bytes('"')])],
    ['an overlong form', Buffer.concat([bytes('"'), Buffer.from([0xc0, 0x80]), bytes('"')])],
    [
      'UTF-16',
      Buffer.from(JSON.stringify({ events: [{ ...opening, data: { title: '選挙', language: 'ja' } }] }), 'utf16le'),
    ],
  ])('refuses %s, and reads the next body as if nothing had been', (_what, body) => {
    expect(refusalOf(readPublishBody(body))[0]).toMatch(/^(invalid-utf8|malformed-json)$/);
    expect(read({ events: [opening] }).ok).toBe(true);
  });

  test('refuses bytes that are not UTF-8 as such', () => {
    expect(refusalOf(readPublishBody(Buffer.from([0x7b, 0xff])))).toEqual(['invalid-utf8']);
  });

  test.each([
    ['malformed JSON', '{"events":[{"type":}]}', 'malformed-json', '/events/0/type'],
    ['a duplicate key', '{"events":[],"events":[]}', 'duplicate-key', '/events'],
    ['deep nesting', `{"events":${'['.repeat(100)}`, 'nested-too-deeply', `/events${'/0'.repeat(63)}`],
  ])('refuses %s, and says where', (_what, body, code, pointer) => {
    expect(refusalOf(readPublishBody(bytes(body)))).toEqual([code, `${code} ${pointer}`]);
  });
});

describe('readPublishBody, given an envelope that does not fit', () => {
  const events = [opening];

  test.each([
    ['a list', [opening], 'object '],
    ['text', 'events', 'object '],
    ['null', null, 'object '],
    ['no events', {}, 'many /events'],
    ['an empty list of events', { events: [] }, 'many /events'],
    ['one event without a list', { events: opening }, 'many /events'],
    ['an unknown field', { events, story: 'x' }, 'unknown-field /story'],
    ['an unknown field with a slash and a tilde', { events, 'a/b~c': 1 }, 'unknown-field /a~1b~0c'],
    ['a correlation with a blank', { events, correlationId: 'a b' }, 'opaque-id /correlationId'],
    ['a number as causation', { events, causationId: 7 }, 'opaque-id /causationId'],
    ['text as event', { events: ['story'] }, 'object /events/0'],
    ['a list as event', { events: [opening, []] }, 'object /events/1'],
    ['an unknown field of an event', { events: [{ ...opening, position: 1 }] }, 'unknown-field /events/0/position'],
    [
      'a blank title',
      { events: [opening, { ...opening, data: { title: '', language: 'en' } }] },
      'text /events/1/data/title',
    ],
  ])('refuses %s', (_what, body, error) => {
    expect(refusalOf(read(body))).toEqual(['invalid-events', error]);
  });

  test('refuses __proto__ as a field of the body', () => {
    const body = `{"__proto__":{"events":[]},"events":${JSON.stringify(events)}}`;
    expect(refusalOf(readPublishBody(bytes(body)))).toEqual(['invalid-events', 'unknown-field /__proto__']);
  });

  test('takes 500 events and refuses 501', () => {
    expect(read({ events: Array<object>(500).fill(opening) })).toMatchObject({ ok: true });
    expect(refusalOf(read({ events: Array<object>(501).fill(opening) }))).toEqual(['invalid-events', 'many /events']);
  });

  test('names 100 errors at most, and says how many there are', () => {
    const result = read({ events: Array<object>(300).fill({ type: 'StoryOpened', data: { language: 'en' } }) });
    expect(refusalOf(result)).toHaveLength(101);
    expect(result).toMatchObject({
      refusal: { detail: '/events/0/data/title must be text that is not blank (and 299 more).' },
    });
  });
});

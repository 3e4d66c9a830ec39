import { largestData, readPublishBody } from './read-publish-body.js';

const opening = (data: object) => ({ type: 'StoryOpened', data: { title: 'Troops', language: 'en', ...data } });
const correcting = (patch: unknown, more: object = {}) => ({
  type: 'FactCorrected',
  data: { fact: 'story', patch, reason: 'A slip of the pen', ...more },
});
const figure = (more: object) => ({
  type: 'EstimateIssued',
  data: {
    metric: { id: 'troops', label: 'Troops', unit: 'troops' },
    quantity: { value: 1, unit: 'troops' },
    by: { parties: [{ id: 'nato', name: 'NATO' }], mode: 'paraphrase' },
    ...more,
  },
});

const readText = (text: string) => readPublishBody(Buffer.from(text));
const read = (...events: object[]) => readText(JSON.stringify({ events }));

function errorsOf(result: ReturnType<typeof readPublishBody>): string[] {
  if (result.ok) return [];
  return (result.refusal.errors ?? []).map(({ pointer, code }) => `${code} ${pointer}`);
}

describe('readPublishBody, given null', () => {
  test.each([
    ['in the patch', { title: null }],
    ['deep in the patch', { when: { edtf: null, zone: null } }],
    ['in a list of the patch, which the decision judges', { cites: [{ source: 'a', locator: null }] }],
  ])('takes it %s of a correction', (_where, patch) => {
    const result = read(opening({}), correcting(patch));
    expect(errorsOf(result)).toEqual([]);
    expect(result.ok && result.value.events[1]?.bytes).toContain('null');
  });

  test.each([
    ['as the patch itself', correcting(null), '/events/0/data/patch'],
    ['as the reason of a correction', correcting({ title: 'x' }, { reason: null }), '/events/0/data/reason'],
    ['in the data of another event', opening({ summary: null }), '/events/0/data/summary'],
    ['as an optional field of the envelope', { ...opening({}), actor: null }, '/events/0/actor'],
    ['as the whole event', null, '/events/0'],
    ['as a list of parties', figure({ by: { parties: null, mode: 'narrator' } }), '/events/0/data/by/parties'],
    [
      'as a part of a quantity',
      figure({ quantity: { value: 1, lower: null, unit: 'u' } }),
      '/events/0/data/quantity/lower',
    ],
    ['as an attribution', figure({ by: null }), '/events/0/data/by'],
    ['among attributions', figure({ by: { oneOf: [null, { mode: 'narrator' }] } }), '/events/0/data/by/oneOf/0'],
  ])('refuses it %s', (_where, event, pointer) => {
    expect(errorsOf(readText(JSON.stringify({ events: [event] })))).toContain(`null ${pointer}`);
  });

  test('refuses it in the patch of what is no correction, which has no patch', () => {
    expect(errorsOf(read(opening({ patch: { title: null } })))).toEqual(['unknown-field /events/0/data/patch']);
  });

  test('refuses it in the body, and in an event that stands beside a correction', () => {
    expect(errorsOf(readText('{"events":null}'))).toContain('null /events');
    expect(errorsOf(readText(`{"correlationId":null,"events":[${JSON.stringify(opening({}))}]}`))).toContain(
      'null /correlationId',
    );
    expect(errorsOf(read(correcting({ title: null }), opening({ summary: null })))).toEqual([
      'null /events/1/data/summary',
    ]);
  });

  test('refuses it however many nulls of corrections come before it', () => {
    const patch = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`field${at}`, null]));
    expect(errorsOf(read(correcting(patch), opening({ summary: null })))).toEqual(['null /events/1/data/summary']);
  });
});

describe('readPublishBody, given values that could not be kept as they are', () => {
  const event = (value: string) => `{"events":[{"type":"StoryOpened","data":{"language":"en","title":${value}}}]}`;

  test.each([
    ['NUL', '"a\\u0000b"', 'nul-character'],
    ['half a surrogate pair', '"a\\ud800"', 'lone-surrogate'],
    ['a number of 16 digits', '1234567890123456', 'number-too-precise'],
    ['a number that is too large', '1e999', 'number-out-of-range'],
  ])('refuses %s', (_what, value, code) => {
    expect(errorsOf(readText(event(value)))).toContain(`${code} /events/0/data/title`);
  });

  test('refuses them in the patch of a correction too', () => {
    const patch = '{"quantity":{"value":1234567890.1234567},"scope":"\\u0000"}';
    const sent = `{"events":[{"type":"FactCorrected","data":{"fact":"a","reason":"b","patch":${patch}}}]}`;
    expect(errorsOf(readText(sent))).toEqual([
      'number-too-precise /events/0/data/patch/quantity/value',
      'nul-character /events/0/data/patch/scope',
    ]);
  });

  test('refuses a number that would be rounded, however many nulls the patch takes away before it', () => {
    const nulls = Array.from({ length: 60 }, (_, at) => `"field${at}":null`).join(',');
    const patch = `{${nulls},"quantity":{"value":12345678901234567890}}`;
    const sent = `{"events":[{"type":"FactCorrected","data":{"fact":"a","reason":"b","patch":${patch}}}]}`;
    expect(errorsOf(readText(sent))).toEqual(['number-too-precise /events/0/data/patch/quantity/value']);
  });
});

describe('readPublishBody, given large data', () => {
  const frame = Buffer.byteLength('{"language":"en","title":""}');
  const filling = 131_072 - frame;

  test('counts 128 KiB', () => {
    expect(largestData).toBe(131_072);
  });

  test.each([
    ['ASCII', 'a'.repeat(filling), 'a'],
    ['characters of several bytes', `${'é'.repeat(Math.floor(filling / 2))}${'a'.repeat(filling % 2)}`, 'é'],
    ['characters that are escaped', `${'"'.repeat(Math.floor(filling / 2))}${'a'.repeat(filling % 2)}`, 'a'],
  ])('takes exactly 131,072 bytes of canonical data in %s, and refuses more', (_what, title, more) => {
    const result = read(opening({ title }));
    expect(result.ok && Buffer.byteLength(result.value.events[0]?.bytes ?? '')).toBe(131_072);
    const refused = read(opening({}), opening({ title: title + more }));
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'event-too-large' } });
    expect(errorsOf(refused)).toEqual(['event-too-large /events/1/data']);
  });

  test('counts the canonical form, not the blanks and escapes that were sent', () => {
    const title = '\\u0061'.repeat(filling);
    const sent = `{"events":[{"type":"StoryOpened",      "data":{"title":"${title}",   "language":"en"}}]}`;
    expect(errorsOf(readText(sent))).toEqual([]);
  });
});

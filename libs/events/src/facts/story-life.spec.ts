import { bareData, changed, wholeData } from '../event-examples.js';
import type { EventType } from '../current-versions.js';
import { validateData, validateEvent } from '../validate-event.js';

const codesOf = (type: EventType, path: string, value: unknown) =>
  validateData(type, changed(wholeData[type], path, value)).map(({ pointer, code }) => [pointer, code]);

describe.each([
  ['StoryRetitled', 'title'],
  ['StorySummarised', 'summary'],
  ['StoryClosed', 'reason'],
  ['StoryReopened', 'reason'],
  ['FactRetracted', 'reason'],
] as const)('%s', (type, field) => {
  test.each([
    ['none', undefined],
    ['an empty one', ''],
    ['a blank one', ' \n\u00a0'],
    ['a number', 7],
    ['a list', ['x']],
    ['one with a NUL', 'a\0b'],
    ['one with half a surrogate pair', 'a\ud800'],
  ])(`refuses as its ${field} %s`, (_fault, value) => {
    expect(codesOf(type, field, value)).toEqual([[`/data/${field}`, 'text']]);
  });
});

describe('StorySummarised', () => {
  test.each([
    ['a leading figure in words', 'lead', 'about 10,000', 'fact-ref'],
    ['a list of leading figures', 'lead', ['second'], 'fact-ref'],
    ['an empty list of key facts', 'keyFacts', [], 'fact-refs'],
    ['one key fact, not in a list', 'keyFacts', 'second', 'fact-refs'],
    ['a key fact that is no id', 'keyFacts', ['second', 'a b'], 'fact-refs'],
    ['a key fact as object', 'keyFacts', [{ id: 'second' }], 'fact-refs'],
    ['a title', 'title', 'Troops', 'unknown-field'],
  ])('refuses %s', (_fault, path, value, code) => {
    expect(codesOf('StorySummarised', path, value)).toEqual([[`/data/${path}`, code]]);
  });
});

describe('StoryLinked', () => {
  test.each([
    ['no other story', 'to', undefined, 'slug'],
    ['a story that is no slug', 'to', 'Aid to Ukraine', 'slug'],
    ['a list of stories', 'to', ['aid'], 'slug'],
    ['no relation', 'relation', undefined, 'one-of'],
    ['an unknown relation', 'relation', 'contradicts', 'one-of'],
    ['the relation that version 1 had', 'relation', 'follows', 'one-of'],
    ['a reason', 'reason', 'It goes on', 'unknown-field'],
  ])('refuses %s', (_fault, path, value, code) => {
    expect(codesOf('StoryLinked', path, value)).toEqual([[`/data/${path}`, code]]);
  });

  test.each([
    ['continues', 'continues'],
    ['follows', 'continues'],
    ['part-of', 'part-of'],
    ['related', 'related'],
  ])('of version 1 that says %s reads as %s', (sent, read) => {
    const event = { type: 'StoryLinked', schemaVersion: 1, data: { to: 'aid', relation: sent } };
    expect(validateEvent(event)).toMatchObject({ event: { fact: { data: { to: 'aid', relation: read } } } });
  });
});

describe('FactRetracted', () => {
  test.each([
    ['no fact', 'fact', undefined, 'fact-ref'],
    ['a fact in words', 'fact', 'the first figure', 'fact-ref'],
    ['several facts', 'fact', ['first'], 'fact-ref'],
    ['a patch, which corrections have', 'patch', { scope: null }, 'unknown-field'],
  ])('refuses %s', (_fault, path, value, code) => {
    expect(codesOf('FactRetracted', path, value)).toEqual([[`/data/${path}`, code]]);
  });
});

test.each(['StoryClosed', 'StoryReopened', 'StoryRetitled'] as const)('%s says nothing else', (type) => {
  const errors = validateData(type, { ...bareData[type], by: { mode: 'narrator' } });
  expect(errors).toMatchObject([{ pointer: '/data/by', code: 'unknown-field' }]);
});

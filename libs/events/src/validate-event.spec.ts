import { bareData, changed, wholeData } from './event-examples.js';
import { currentVersions } from './current-versions.js';
import type { EventType } from './current-versions.js';
import { validateData, validateEvent } from './validate-event.js';

const types = Object.keys(currentVersions) as EventType[];
const sent = {
  type: 'StoryOpened',
  data: wholeData.StoryOpened,
  id: 'desk.7_a-1',
  schemaVersion: 1,
  publishedAt: '2024-10-28T21:05:00.123456Z',
  actor: 'user:7@desk',
};

const errorsOf = (event: unknown) => {
  const validated = validateEvent(event);
  return validated.valid ? [] : validated.errors.map(({ pointer, code }) => [pointer, code]);
};

describe('validateEvent', () => {
  test('takes an envelope with all its fields', () => {
    const { type, data, ...envelope } = sent;
    expect(validateEvent(sent)).toEqual({ valid: true, event: { fact: { type, data }, data, ...envelope } });
  });

  test('takes type and data alone, as of schema version 1', () => {
    const { type, data } = sent;
    expect(validateEvent({ type, data })).toEqual({
      valid: true,
      event: { fact: { type, data }, data, schemaVersion: 1 },
    });
  });

  test('takes what JSON.parse gives, whose objects may have members named like inherited ones', () => {
    expect(errorsOf({ ...sent, constructor: 1, hasOwnProperty: 2 })).toEqual([
      ['/constructor', 'unknown-field'],
      ['/hasOwnProperty', 'unknown-field'],
    ]);
  });

  test.each([
    ['no type', 'type', undefined, '/type', 'one-of'],
    ['an unknown type', 'type', 'StoryMerged', '/type', 'one-of'],
    ['a type that every object inherits', 'type', 'toString', '/type', 'one-of'],
    ['a list of types', 'type', ['StoryOpened'], '/type', 'one-of'],
    ['no data', 'data', undefined, '/data', 'object'],
    ['text for data', 'data', 'text', '/data', 'object'],
    ['a blank id', 'id', '', '/id', 'event-id'],
    ['an id with a slash', 'id', 'a/b', '/id', 'event-id'],
    ['an id of 65 characters', 'id', 'a'.repeat(65), '/id', 'event-id'],
    ['a number as id', 'id', 7, '/id', 'event-id'],
    ['a schema version of the future', 'schemaVersion', 2, '/schemaVersion', 'schema-version'],
    ['a schema version as text', 'schemaVersion', '1', '/schemaVersion', 'schema-version'],
    ['a time without zone', 'publishedAt', '2024-10-28T21:05:00', '/publishedAt', 'time'],
    ['an actor with a blank', 'actor', 'Sabrina Singh', '/actor', 'opaque-id'],
    ['an unknown field', 'position', 7, '/position', 'unknown-field'],
    ['an unknown field with a slash and a tilde', 'a~b', 7, '/a~0b', 'unknown-field'],
    ['__proto__', '__proto__', {}, '/__proto__', 'unknown-field'],
  ])('refuses an envelope with %s', (_fault, field, value, pointer, code) => {
    expect(errorsOf(changed(sent, field, value))).toEqual([[pointer, code]]);
  });

  test('takes an older schema version as it was sent, and reads it as the current one', () => {
    const data = { to: 'aid', relation: 'follows' };
    expect(validateEvent({ type: 'StoryLinked', schemaVersion: 1, data })).toEqual({
      valid: true,
      event: { fact: { type: 'StoryLinked', data: { to: 'aid', relation: 'continues' } }, data, schemaVersion: 1 },
    });
    expect(errorsOf({ type: 'StoryLinked', data })).toEqual([['/data/relation', 'one-of']]);
    expect(errorsOf({ type: 'StoryLinked', schemaVersion: 3, data })).toContainEqual([
      '/schemaVersion',
      'schema-version',
    ]);
  });

  test.each([
    ['text', 'StoryOpened'],
    ['a number', 7],
    ['nothing', undefined],
    ['null', null],
    ['true', true],
  ])('refuses %s where an event belongs', (_what, event) => {
    expect(errorsOf(event)).toEqual([['', 'object']]);
  });

  test.each([
    ['an empty array', []],
    ['an array of events', [sent]],
  ])('refuses %s where an event belongs', (_what, event) => {
    expect(errorsOf(event)).toEqual([['', 'object']]);
  });

  test.each([
    ['null', null],
    ['an array', [wholeData.StoryOpened]],
  ])('refuses %s where the data belongs, once', (_what, data) => {
    expect(errorsOf({ ...sent, data })).toEqual([['/data', 'object']]);
  });

  test('reports the errors of envelope and data together', () => {
    const event = { ...sent, id: '', data: { title: '', language: 'english!', subtitle: 'x' } };
    expect(errorsOf(event).sort()).toEqual([
      ['/data/language', 'language'],
      ['/data/subtitle', 'unknown-field'],
      ['/data/title', 'text'],
      ['/id', 'event-id'],
    ]);
  });
});

describe('validateData', () => {
  test.each(types)('takes %s with every field', (type) => {
    expect(validateData(type, wholeData[type])).toEqual([]);
  });

  test.each(types)('takes %s with the needed fields alone', (type) => {
    expect(validateData(type, bareData[type])).toEqual([]);
  });

  test.each(types)('refuses %s with an unknown field, and names the known ones', (type) => {
    const [error] = validateData(type, { ...bareData[type], colour: 'red' });
    expect(error).toMatchObject({ pointer: '/data/colour', code: 'unknown-field' });
    for (const field of Object.keys(wholeData[type])) expect(error?.detail).toContain(field);
  });

  test.each(types)('refuses %s with __proto__ in its data, and touches no prototype', (type) => {
    const data = changed(bareData[type], '__proto__', { title: 'polluted', polluted: true });
    expect(validateData(type, data)).toMatchObject([{ pointer: '/data/__proto__', code: 'unknown-field' }]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each(types)('needs every field that %s cannot do without', (type) => {
    for (const field of Object.keys(bareData[type])) {
      expect([field, validateData(type, changed(bareData[type], field, undefined))]).not.toEqual([field, []]);
    }
  });

  test.each(types)('changes nothing in the data of %s', (type) => {
    const before = JSON.stringify(wholeData[type]);
    validateData(type, wholeData[type]);
    expect(JSON.stringify(wholeData[type])).toBe(before);
  });
});

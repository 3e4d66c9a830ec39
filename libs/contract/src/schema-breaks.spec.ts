import { schemaBreaks } from './schema-breaks.js';

const party = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
const before = {
  $id: '/a',
  description: 'Words.',
  type: 'object',
  properties: {
    title: { type: 'string', pattern: '\\S', description: 'The title.' },
    kind: { enum: ['a', 'b'] },
    by: { $ref: '#/$defs/Party' },
    names: { type: 'array', minItems: 1, items: { $ref: '#/$defs/Party' } },
    description: { type: 'string' },
  },
  required: ['title', 'by'],
  allOf: [{ description: 'Words.', anyOf: [{ required: ['kind'] }, { required: ['names'] }] }],
  $defs: { Party: party },
};
const properties = before.properties;
const partyWith = (change: object) => ({ ...before, $defs: { Party: { ...party, ...change } } });

describe('a schema that is out', () => {
  test.each([
    ['stays as it is', before],
    [
      'has its fields in another order',
      { ...before, properties: Object.fromEntries(Object.entries(properties).reverse()) },
    ],
    ['names what is required in another order', { ...before, required: ['by', 'title'] }],
    [
      'says other words',
      {
        ...before,
        description: 'Other.',
        properties: { ...properties, title: { ...properties.title, description: 'Other.' } },
      },
    ],
    ['tells a rule in other words', { ...before, allOf: [{ ...before.allOf[0], description: 'Other.' }] }],
    ['gains an optional field', { ...before, properties: { ...properties, url: { type: 'string' } } }],
    ['gains an optional field deep within', partyWith({ properties: { ...party.properties, id: { type: 'string' } } })],
    [
      'has a class under another name',
      {
        ...before,
        properties: {
          ...properties,
          by: { $ref: '#/$defs/P' },
          names: { ...properties.names, items: { $ref: '#/$defs/P' } },
        },
        $defs: { P: party },
      },
    ],
  ])('may be one that %s', (_what, after) => {
    expect(schemaBreaks(before, after)).toEqual([]);
  });

  test.each([
    ['loses a field', { ...before, properties: { ...properties, kind: undefined } }, '/kind: is gone'],
    ['asks for one more', { ...before, required: ['title', 'by', 'kind'] }, 'the data: required has changed'],
    ['no longer has one for certain', { ...before, required: ['title'] }, 'the data: required has changed'],
    [
      'gains a required one',
      { ...before, properties: { ...properties, url: {} }, required: ['title', 'by', 'url'] },
      'the data: required has changed',
    ],
    [
      'has another type',
      { ...before, properties: { ...properties, title: { ...properties.title, type: 'number' } } },
      '/title: type has changed',
    ],
    [
      'takes less text',
      { ...before, properties: { ...properties, title: { ...properties.title, maxLength: 5 } } },
      '/title: maxLength has changed',
    ],
    [
      'takes more text',
      { ...before, properties: { ...properties, title: { type: 'string' } } },
      '/title: pattern has changed',
    ],
    [
      'has a word more',
      { ...before, properties: { ...properties, kind: { enum: ['a', 'b', 'c'] } } },
      '/kind: enum has changed',
    ],
    ['has a word less', { ...before, properties: { ...properties, kind: { enum: ['a'] } } }, '/kind: enum has changed'],
    ['is closed', { ...before, additionalProperties: false }, 'the data: additionalProperties has changed'],
    ['has another rule', { ...before, allOf: [{ anyOf: [{ required: ['kind'] }] }] }, 'the data: allOf has changed'],
    ['has no rule', { ...before, allOf: undefined }, 'the data: allOf has changed'],
    ['asks for more deep within', partyWith({ required: [] }), '/by: required has changed'],
    ['changes deep within', partyWith({ properties: { name: { type: 'number' } } }), '/by/name: type has changed'],
    [
      'takes an empty list',
      { ...before, properties: { ...properties, names: { ...properties.names, minItems: 0 } } },
      '/names: minItems has changed',
    ],
    ['forbids a field', { ...before, properties: { ...properties, title: false } }, '/title: is gone'],
    [
      'changes a field that is called description',
      { ...before, properties: { ...properties, description: { type: 'number' } } },
      '/description: type has changed',
    ],
  ])('may not be one that %s', (_what, after, told) => {
    expect(schemaBreaks(before, JSON.parse(JSON.stringify(after)) as object as never)).toContain(told);
  });

  test('may hold itself', () => {
    const inner = (type: string) => ({ type: 'object', properties: { by: { $ref: '#/$defs/A' }, at: { type } } });
    const held = (type: string) => ({
      type: 'object',
      properties: { by: { $ref: '#/$defs/A' } },
      $defs: { A: inner(type) },
    });
    expect(schemaBreaks(held('string'), held('string'))).toEqual([]);
    expect(schemaBreaks(held('string'), held('number'))).toEqual(['/by/at: type has changed']);
  });
});

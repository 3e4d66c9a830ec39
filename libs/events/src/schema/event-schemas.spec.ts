import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { changed } from '../event-examples.js';
import { currentVersions } from '../current-versions.js';
import { contractOf, wordsOf } from '../validation/field-contract.js';
import { validateObject } from '../validation/validate-object.js';
import { classesWithin, fieldsOfClass } from './class-schema.js';
import { eventSchema, eventVersions, schemaPath } from './event-schemas.js';

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, validateFormats: false });
const versions = eventVersions.map((version) => ({
  ...version,
  name: `${version.type}.v${version.version}`,
  accepts: ajv.compile(eventSchema(version)),
}));
const classes = new Set(eventVersions.flatMap(({ data }) => [data, ...classesWithin(data)]));

/** Every place in the data that a change can be made at, as `changed` takes it. */
function pathsOf(data: unknown, path = ''): string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => [`${path}${name}`, ...pathsOf(value, `${path}${name}/`)]);
}

const valuesOf = (data: unknown): unknown[] =>
  typeof data !== 'object' || data === null ? [data] : [data, ...Object.values(data).flatMap(valuesOf)];

const examples = eventVersions.flatMap((version) => version.examples);
const names = [...new Set([...classes].flatMap((one) => fieldsOfClass(one).map(({ name }) => name)))];
const words = ['verbatim', 'narrator', 'vague', 'withdrawn', 'says', 'asserted', 'other', 'equal', '2024-10~', 'a b'];
const odd = [
  '',
  ' ',
  '\u00a0',
  '\n',
  'a\nb',
  'é',
  '💥',
  0,
  -1.5,
  1e300,
  true,
  false,
  [],
  {},
  ['a'],
  ['a', 'b'],
  [[]],
  null,
];

const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...examples.flatMap(valuesOf)) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(...words, ...odd, undefined) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
);
/** What the examples have in fields of a name. */
function valuesUnder(name: string, data: unknown): unknown[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([field, held]) => [
    ...(field === name ? [held as unknown] : []),
    ...valuesUnder(name, held),
  ]);
}

const change = fc.record({
  isLikely: fc.boolean(),
  at: fc.nat(),
  name: fc.option(fc.constantFrom(...names), { nil: undefined }),
  value,
});

function mutated(
  data: object,
  { at, name, value: put, isLikely }: typeof change extends fc.Arbitrary<infer T> ? T : never,
) {
  const paths = pathsOf(data);
  const path = paths[at % paths.length] ?? 'x';
  // A field beside the one at the path, or in its place.
  const place = name === undefined ? path : [...path.split('/').slice(0, -1), name].join('/');
  const likely = valuesUnder(place.split('/').at(-1) ?? '', examples);
  const held = isLikely && likely.length > 0 ? likely[at % likely.length] : put;
  // As JSON has it: an array keeps no names.
  return JSON.parse(JSON.stringify(changed(data, place, held))) as object;
}

describe('the schema of an event', () => {
  test('is there for every type in every version', () => {
    for (const [type, version] of Object.entries(currentVersions)) {
      const there = eventVersions.filter((one) => one.type === type).map((one) => one.version);
      expect(there).toEqual(Array.from({ length: version }, (_one, at) => at + 1));
    }
  });

  test.each(versions)('$name takes its examples, as its class does', ({ data, accepts, examples: own }) => {
    expect(own.length).toBeGreaterThan(0);
    for (const example of own) {
      expect(accepts(example) || accepts.errors).toBe(true);
      expect(validateObject(data, example)).toEqual([]);
    }
  });

  test('takes whatever its class takes', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.array(change, { minLength: 1, maxLength: 3 }), (which, at, changes) => {
        const { data, accepts, examples: own } = versions[which % versions.length]!;
        const sent = changes.reduce(mutated, own[at % own.length] ?? {});
        if (validateObject(data, sent).length > 0) return;
        taken += 1;
        expect(accepts(sent) || accepts.errors).toBe(true);
      }),
      { numRuns: 3_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  // By hand, from the page of the language.
  test.each([
    ['StoryOpened.v1', { title: ' ', language: 'en' }],
    ['StoryOpened.v1', { title: 'Troops' }],
    ['StoryLinked.v1', { to: 'a', relation: 'precedes' }],
    ['StoryLinked.v2', { to: 'a', relation: 'follows' }],
    ['ClaimConfirmed.v1', { claim: 'a' }],
    ['ClaimConfirmed.v1', { claim: 'a', saidIn: 's', by: { mode: 'narrator' } }],
    ['ClaimConfirmed.v1', { claim: 'a', by: { mode: 'paraphrase', parties: [] } }],
    ['ClaimConfirmed.v1', { claim: 'a', by: { mode: 'verbatim', parties: [{ id: 'a', name: 'A' }] } }],
    ['ClaimConfirmed.v1', { claim: 'a', by: { oneOf: [{ mode: 'narrator' }] } }],
    ['ClaimRaised.v1', { proposition: 'x', concerns: [{ name: 'A' }] }],
    ['ClaimRaised.v1', { proposition: 'x', concerns: [], saidIn: 'x' }],
    ['StatementIssued.v1', { act: 'calls', modality: 'asserted', proposition: 'x', saidIn: 's' }],
    ['StatementIssued.v1', { act: 'says', modality: 'conditional', proposition: 'x', saidIn: 's' }],
    ['SourceFiled.v1', { title: 'x', published: { basis: 'stated' } }],
    ['SourceFiled.v1', { title: 'x', url: 'ftp://example.org' }],
    ['FactCorrected.v1', { fact: 'a', patch: {}, reason: 'x' }],
  ])('%s refuses %j', (name, data) => {
    expect(versions.find((version) => version.name === name)!.accepts(data)).toBe(false);
  });

  test('takes a field that it does not know, as a version that is out may gain some', () => {
    expect(versions[0]!.accepts({ title: 'Troops', language: 'en', slogan: 'x' })).toBe(true);
  });

  test('has its own address as id', () => {
    expect(eventSchema(eventVersions[0]!)['$id']).toBe(schemaPath('StoryOpened', 1));
    expect(schemaPath('StoryOpened', 1)).toBe('/schemas/StoryOpened.v1.json');
  });
});

describe('every class and field of the language', () => {
  test.each([...classes].map((one) => [one.name, one] as const))('%s says what it is for', (_name, one) => {
    expect(wordsOf(one)).toMatch(/^[A-Z].*\.$/);
    for (const { name, says } of fieldsOfClass(one)) expect([name, says]).toEqual([name, expect.stringMatching(/\.$/)]);
  });

  test.each([...classes].map((one) => [one.name, one] as const))('%s has a schema for each field', (_name, one) => {
    for (const { name } of fieldsOfClass(one)) expect([name, contractOf(one, name)?.schema]).not.toContain(undefined);
  });
});

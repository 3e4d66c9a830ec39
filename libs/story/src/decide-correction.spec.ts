import { mergePatch } from '#events';
import type { Json } from '#events';
import {
  by,
  corrected,
  detailOf,
  filed,
  issued,
  opened,
  retracted,
  revised,
  stated,
  storyOf,
  summarised,
  troops,
  verdictOn,
} from './story-examples.js';

const when = { edtf: '2024-10-28', basis: 'stated' as const };
const told = storyOf([
  opened('story'),
  filed('article'),
  stated('said', { when, cites: [{ source: 'article' }] }),
  issued('first', { scope: 'all' }),
  revised('second', 'first', { saidIn: 'said' }),
  corrected('mending', 'first', { scope: 'some' }),
]);
const withPatch = (fact: string, patch: object) => verdictOn(told, corrected('new', fact, patch));

describe('a correction', () => {
  test.each([
    ['the title of the story', 'story', { title: 'North Korean troops' }],
    ['the publisher of a source, which was absent', 'article', { publisher: 'A paper' }],
    ['the words of a statement', 'said', { proposition: 'None were sent' }],
    ['the date of a statement, deep inside', 'said', { when: { edtf: '2024-10-27' } }],
    ['a figure', 'first', { quantity: { value: 3500 } }],
    ['the end of a chain', 'second', { quantity: { value: null, lower: { value: 10_000, inclusive: false } } }],
    ['a figure that was corrected before', 'first', { scope: 'all' }],
    ['a figure, so that it is said in a statement', 'first', { by: null, saidIn: 'said' }],
    ['a figure, so that it is no longer said in a statement', 'second', { by, saidIn: null }],
    ['a field away', 'first', { scope: null }],
  ])('may mend %s', (_what, fact, patch) => {
    expect(withPatch(fact, patch)).toBe('accepted');
  });

  test('names a fact that is there', () => {
    expect(withPatch('nothing', { title: 'x' })).toEqual(['fact-unknown /events/0/data/fact']);
    expect(withPatch('new', { reason: 'x' })).toEqual(['fact-unknown /events/0/data/fact']);
  });

  test('cannot be corrected itself', () => {
    expect(withPatch('mending', { reason: 'x' })).toEqual(['fact-of-wrong-kind /events/0/data/fact']);
    const batch = [corrected('new', 'first', { scope: 'x' }), corrected('newer', 'new', { reason: 'x' })];
    expect(verdictOn(told, ...batch)).toEqual(['fact-of-wrong-kind /events/1/data/fact']);
  });

  test.each([
    ['second', 'revises', 'first'],
    ['second', 'metric', { ...troops, label: 'Soldiers' }],
    ['first', 'metric', null],
    ['said', 'claim', 'first'],
  ])('of %s may not change its %s', (fact, field, value) => {
    expect(withPatch(fact, { [field]: value })).toEqual([`correction-changes-identity /events/0/data/patch/${field}`]);
  });

  test('may not change two fields of identity, and is told both', () => {
    expect(withPatch('second', { metric: null, scope: 'x', revises: 'second' })).toEqual([
      'correction-changes-identity /events/0/data/patch/revises',
      'correction-changes-identity /events/0/data/patch/metric',
    ]);
  });

  test.each([
    ['takes a needed field away', 'story', { title: null }, 'title'],
    ['makes a field blank', 'said', { proposition: ' ' }, 'proposition'],
    ['adds an unknown field', 'article', { author: 'Somebody' }, 'author'],
    ['leaves a field wrong deep inside', 'said', { when: { edtf: 'Monday' } }, 'when/edtf'],
    ['puts a list in the place of an object', 'first', { quantity: [] }, 'quantity'],
    ['leaves a figure that says nothing', 'first', { quantity: { value: null } }, 'quantity/unit'],
    ['takes the figure of a revision away', 'second', { quantity: null }, 'cause'],
    ['leaves an attribution beside the statement', 'second', { by }, 'saidIn'],
    ['leaves neither', 'second', { saidIn: null }, 'saidIn'],
    ['adds a member named __proto__', 'story', JSON.parse('{"__proto__":{"title":"x"}}') as object, '__proto__'],
    ['leaves null in a list', 'said', { by: { parties: [null] } }, 'by/parties/0'],
  ])('is refused where it %s', (_what, fact, patch, pointer) => {
    expect(withPatch(fact, patch)).toEqual([`correction-leaves-invalid /events/0/data/patch/${pointer}`]);
  });

  test.each([
    ['a citation', { cites: [{ source: 'article', locator: null }] }],
    ['a party', { by: { parties: [{ id: 'us-dod', name: 'US DoD', wikidata: null }] } }],
    ['a list of attributions', { by: { parties: null, mode: null, oneOf: [null, by] } }],
  ])('is refused where null would stay in %s: a merge patch takes nothing away inside a list', (_what, patch) => {
    expect(withPatch('said', patch)).not.toBe('accepted');
  });

  test.each([
    ['sets what is there already', 'first', { scope: 'some' }],
    ['takes away what is not there', 'article', { publisher: null }],
    ['sets the same, deep inside', 'said', { when: { edtf: '2024-10-28' } }],
  ])('is refused where it %s', (_what, fact, patch) => {
    expect(withPatch(fact, patch)).toEqual(['correction-changes-nothing /events/0/data/patch']);
  });

  test('keeps the rules of references', () => {
    expect(withPatch('said', { cites: [{ source: 'nothing' }] })).toEqual([
      'fact-unknown /events/0/data/patch/cites/0/source',
    ]);
    expect(withPatch('first', { partOf: 'said' })).toEqual(['fact-of-wrong-kind /events/0/data/patch/partOf']);
    expect(withPatch('first', { by: null, saidIn: 'second' })).toEqual([
      'fact-of-wrong-kind /events/0/data/patch/saidIn',
    ]);
  });

  test('may not make a figure a part of itself', () => {
    expect(withPatch('first', { partOf: 'first' })).not.toBe('accepted');
  });

  test('may not make a comparison or a link lead from a statement to itself', () => {
    expect(withPatch('said', { links: [{ type: 'refers', to: 'said', basis: 'stated' }] })).not.toBe('accepted');
  });

  test('says what of the fact would not be valid', () => {
    expect(detailOf(told, corrected('new', 'story', { title: '' }))).toBe(
      '/events/0/data/patch/title the corrected fact would not be valid: must be text that is not blank',
    );
  });
});

describe('a correction within a batch', () => {
  test('may mend a fact that an earlier event of the batch introduces', () => {
    expect(verdictOn(told, issued('new'), corrected('newer', 'new', { scope: 'all' }))).toBe('accepted');
    expect(verdictOn(storyOf(), opened('story'), corrected('new', 'story', { title: 'Other' }))).toBe('accepted');
  });

  test('may not mend a fact that a later event of the batch introduces', () => {
    expect(verdictOn(told, corrected('newer', 'new', { scope: 'all' }), issued('new'))).toEqual([
      'fact-unknown /events/0/data/fact',
    ]);
  });

  test('is judged on what the corrections before it have left', () => {
    const batch = [corrected('new', 'first', { scope: 'none' }), corrected('newer', 'first', { scope: 'none' })];
    expect(verdictOn(told, ...batch)).toEqual(['correction-changes-nothing /events/1/data/patch']);
    const back = [corrected('new', 'first', { scope: 'none' }), corrected('newer', 'first', { scope: 'some' })];
    expect(verdictOn(told, ...back)).toBe('accepted');
  });

  test('changes neither the fact on record nor the patch', () => {
    const patch = Object.freeze({ when: Object.freeze({ after: Object.freeze(['first']) }) });
    const fact = told.recorded.knowledge.recordedFact('said');
    const before = JSON.stringify(fact);
    expect(verdictOn(told, corrected('new', 'said', patch))).toBe('accepted');
    expect(JSON.stringify(fact)).toBe(before);
    expect(mergePatch(fact?.data as unknown as Json, patch as unknown as Json)).toMatchObject({
      when: { after: ['first'] },
    });
  });

  test('leaves its id with the fact', () => {
    const mended = storyOf(
      [opened('story')],
      [issued('first')],
      [corrected('a', 'first', { scope: 'x' }), corrected('b', 'first', { scope: 'y' })],
    );
    expect(mended.state.facts.get('first')?.corrections).toEqual(['a', 'b']);
    expect(mended.state.facts.get('a')?.corrections).toEqual([]);
  });
});

describe('a correction of a fact that names a retracted one', () => {
  test('may leave that name where it is, and may not add it anywhere else', () => {
    const taken = storyOf([
      opened('story'),
      issued('figure'),
      issued('other'),
      summarised('summary', { keyFacts: ['other', 'figure'] }),
      retracted('taking', 'figure'),
    ]);
    const verdict = (patch: object) => verdictOn(taken, corrected('new', 'summary', patch));
    expect(verdict({ summary: 'Other' })).toBe('accepted');
    expect(verdict({ keyFacts: ['figure'] })).toBe('accepted');
    expect(verdict({ keyFacts: ['figure', 'figure', 'other'] })).toBe('accepted');
    expect(verdict({ lead: 'figure' })).toEqual(['fact-retracted /events/0/data/patch/lead']);
  });
});

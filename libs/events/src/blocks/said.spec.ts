import { bareData, changed, wholeData } from '../event-examples.js';
import { validateData } from '../validate-event.js';

const codesOf = (data: object) => validateData('StatementIssued', data).map(({ pointer, code }) => [pointer, code]);

const own = bareData.StatementIssued;
const shared = changed(changed(own, 'by', undefined), 'saidIn', 'singh-says');
const narrator = { mode: 'narrator' };
const singh = { parties: [{ id: 'us-dod', name: 'US DoD' }], mode: 'paraphrase' };
const party = { id: 'nato', name: 'NATO' };

describe('a fact that somebody said', () => {
  test('has either its own attribution or the statement that says it', () => {
    expect(codesOf(own)).toEqual([]);
    expect(codesOf(shared)).toEqual([]);
  });

  test.each([
    ['neither', changed(own, 'by', undefined)],
    ['both', { ...own, saidIn: 'singh-says' }],
    ['the statement, and a time of its own', { ...shared, when: { edtf: '2024', basis: 'stated' } }],
    ['the statement, and citations of its own', { ...shared, cites: [{ source: 'article' }] }],
    ['a time and citations alone', changed(wholeData.SourceFiled, 'x', undefined)],
  ])('is refused with %s', (_what, data) => {
    expect(codesOf(data)).toContainEqual(['/data/saidIn', 'said-once']);
  });

  test.each([
    ['a number', 7],
    ['a list', ['singh-says']],
    ['text that is no id', 'Singh says'],
  ])('is refused with %s as the statement', (_what, saidIn) => {
    expect(codesOf({ ...shared, saidIn })).toEqual([['/data/saidIn', 'fact-ref']]);
  });
});

describe('an attribution', () => {
  test.each([
    ['the narrator without a party', narrator],
    ['the narrator with an empty list of parties', { ...narrator, parties: [] }],
    ['a party in other words', singh],
    ['two attributions, of which one is meant', { oneOf: [singh, narrator] }],
  ])('may be %s', (_what, by) => {
    expect(codesOf({ ...own, by })).toEqual([]);
  });

  // The fault is in the attribution, so that is the place to name.
  test.each([
    ['nothing', {}],
    ['a party without mode', { parties: [party] }],
    ['a mode without party', { mode: 'paraphrase' }],
    ['a mode with an empty list of parties', { mode: 'verbatim', parties: [] }],
    ['one of one', { oneOf: [singh] }],
    ['one of several, with a mode beside it', { oneOf: [singh, narrator], mode: 'narrator' }],
    ['one of several, of which one is empty', { oneOf: [singh, {}] }],
    ['one of several, of which one is open again', { oneOf: [singh, { oneOf: [singh, narrator] }] }],
  ])('may not be %s', (_what, by) => {
    const errors = codesOf({ ...own, wording: { text: 'x', by: 'party' }, by });
    expect(errors).not.toEqual([]);
    expect(errors.filter(([pointer]) => pointer?.startsWith('/data/by') !== true)).toEqual([]);
  });

  test.each([
    ['text', 'the Pentagon'],
    ['a list', [singh]],
    ['null', null],
  ])('may not be %s', (_what, by) => {
    expect(codesOf({ ...own, by })).toContainEqual(['/data/by', 'object']);
  });

  test('may not have null among the ones that are meant', () => {
    expect(codesOf({ ...own, by: { oneOf: [singh, null] } })).toContainEqual(['/data/by/oneOf/1', 'object']);
  });

  test.each([
    ['an unknown mode', 'mode', 'shouted', '/data/by/mode', 'one-of'],
    ['a blank channel', 'channel', '', '/data/by/channel', 'text'],
    ['a number as venue', 'venue', 7, '/data/by/venue', 'text'],
    ['an occurrence that is no id', 'at', 'a b', '/data/by/at', 'fact-ref'],
    ['text as speaker', 'speaker', 'Singh', '/data/by/speaker', 'object'],
    ['a speaker without id', 'speaker', { name: 'Singh' }, '/data/by/speaker/id', 'slug'],
    ['a speaker without name', 'speaker', { id: 'singh' }, '/data/by/speaker/name', 'text'],
    ['a blank role', 'speaker', { id: 'a', name: 'A', role: '' }, '/data/by/speaker/role', 'text'],
    ['an unknown field', 'via', 'X', '/data/by/via', 'unknown-field'],
    ['a party without name', 'parties', [{ id: 'nato' }], '/data/by/parties/0/name', 'text'],
    ['a party as text', 'parties', [party, 'EU'], '/data/by/parties/1', 'object'],
    ['a party without id', 'parties', [{ name: 'EU' }], '/data/by/parties/0/name', 'party-identified'],
    ['a party of one', 'parties', [{ name: 'EU', oneOf: ['eu'] }], '/data/by/parties/0/oneOf', 'slugs'],
    ['a party of names', 'parties', [{ name: 'EU', oneOf: ['EU', 'b'] }], '/data/by/parties/0/oneOf', 'slugs'],
    ['a party with a wrong id', 'parties', [{ ...party, id: 'NATO' }], '/data/by/parties/0/id', 'slug'],
    ['a party off Wikidata', 'parties', [{ ...party, wikidata: '7184' }], '/data/by/parties/0/wikidata', 'wikidata'],
  ])('is refused with %s', (_fault, field, value, pointer, code) => {
    expect(codesOf(changed(own, `by/${field}`, value))).toEqual([[pointer, code]]);
  });

  test('is refused with a party that is identified, and open all the same', () => {
    const parties = [{ ...party, oneOf: ['eu', 'nato'] }];
    expect(codesOf({ ...own, by: { ...singh, parties } })).toEqual([['/data/by/parties/0/name', 'party-identified']]);
  });

  test('is looked at inside one of several too', () => {
    const by = { oneOf: [narrator, { ...singh, parties: [{ ...party, id: 'NATO' }] }] };
    expect(codesOf({ ...own, by })).toEqual([['/data/by/oneOf/1/parties/0/id', 'slug']]);
  });
});

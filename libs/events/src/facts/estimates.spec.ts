import { bareData, changed, wholeData } from '../event-examples.js';
import { validateData } from '../validate-event.js';

const codesOf = (type: 'EstimateIssued' | 'EstimateRevised', data: object) =>
  validateData(type, data).map(({ pointer, code }) => [pointer, code]);

const whole = wholeData.EstimateIssued;
const revised = wholeData.EstimateRevised;
const withdrawn = bareData.EstimateRevised;

describe('EstimateIssued', () => {
  test.each([
    ['text as metric', 'metric', 'troops', '/data/metric', 'object'],
    ['a list as metric', 'metric', [{ id: 'm', label: 'M', unit: 'u' }], '/data/metric', 'object'],
    ['a metric without id', 'metric/id', undefined, '/data/metric/id', 'slug'],
    ['a metric whose id has capitals', 'metric/id', 'Troops', '/data/metric/id', 'slug'],
    ['a metric whose id begins with a hyphen', 'metric/id', '-troops', '/data/metric/id', 'slug'],
    ['a metric whose id has 101 characters', 'metric/id', 'a'.repeat(101), '/data/metric/id', 'slug'],
    ['a metric without label', 'metric/label', undefined, '/data/metric/label', 'text'],
    ['a metric without unit', 'metric/unit', undefined, '/data/metric/unit', 'text'],
    ['a metric that combines one thing', 'metric/combines', ['killed'], '/data/metric/combines', 'slugs'],
    ['a metric that combines words', 'metric/combines', ['Killed', 'b'], '/data/metric/combines', 'slugs'],
    ['an unknown field of the metric', 'metric/name', 'Troops', '/data/metric/name', 'unknown-field'],
    ['text as quantity', 'quantity', '10,000', '/data/quantity', 'object'],
    ['a number as quantity', 'quantity', 10_000, '/data/quantity', 'object'],
    ['a list as quantity', 'quantity', [{ value: 1, unit: 'u' }], '/data/quantity', 'object'],
    ['a blank scope', 'scope', ' ', '/data/scope', 'text'],
    ['text as place', 'place', 'Kursk', '/data/place', 'object'],
    ['a place without name', 'place/name', undefined, '/data/place/name', 'text'],
    ['a place whose id is no slug', 'place/id', 'Kursk', '/data/place/id', 'slug'],
    ['a place with a Wikidata property', 'place/wikidata', 'P31', '/data/place/wikidata', 'wikidata'],
    ['a place with Wikidata item 0', 'place/wikidata', 'Q0', '/data/place/wikidata', 'wikidata'],
    ['a place with an address of Wikidata', 'place/wikidata', 'wd:Q1', '/data/place/wikidata', 'wikidata'],
    ['a period that says nothing', 'period/edtf', undefined, '/data/period/basis', 'when-says-something'],
    ['text as asOf', 'asOf', '2024-10-27', '/data/asOf', 'object'],
    ['a number as partOf', 'partOf', 7, '/data/partOf', 'fact-ref'],
    ['a revises', 'revises', 'first', '/data/revises', 'unknown-field'],
  ])('refuses %s', (_fault, path, value, pointer, code) => {
    expect(codesOf('EstimateIssued', changed(whole, path, value))).toEqual([[pointer, code]]);
  });

  test.each(['metric', 'quantity'])('refuses a figure without %s', (field) => {
    expect(codesOf('EstimateIssued', changed(whole, field, undefined))).toEqual([[`/data/${field}`, 'object']]);
  });
});

describe('EstimateRevised', () => {
  test.each([
    ['no revises', 'revises', undefined, '/data/revises', 'fact-ref'],
    ['a list as revises', 'revises', ['first'], '/data/revises', 'fact-ref'],
    ['an unknown cause', 'cause', 'correction', '/data/cause', 'one-of'],
    ['a withdrawal that gives a quantity', 'cause', 'withdrawn', '/data/cause', 'quantity-unless-withdrawn'],
    ['new information without a quantity', 'quantity', undefined, '/data/cause', 'quantity-unless-withdrawn'],
  ])('refuses %s', (_fault, path, value, pointer, code) => {
    expect(codesOf('EstimateRevised', changed(revised, path, value))).toEqual([[pointer, code]]);
  });

  test('refuses an error of the issuer without a quantity', () => {
    expect(codesOf('EstimateRevised', changed(withdrawn, 'cause', 'issuer-error'))).toEqual([
      ['/data/cause', 'quantity-unless-withdrawn'],
    ]);
  });

  test('refuses a revision without metric', () => {
    expect(codesOf('EstimateRevised', changed(withdrawn, 'metric', undefined))).toEqual([['/data/metric', 'object']]);
  });

  test.each(['new-information', 'issuer-error'])('takes the cause %s with a quantity', (cause) => {
    expect(codesOf('EstimateRevised', changed(revised, 'cause', cause))).toEqual([]);
  });
});

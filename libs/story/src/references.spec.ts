import type { NewEvent, When } from '#events';
import {
  by,
  corrected,
  detailOf,
  filed,
  inOrder,
  issued,
  opened,
  revised,
  stated,
  storyOf,
  verdictOn,
} from './story-examples.js';

const told = storyOf([
  opened('story'),
  filed('article'),
  issued('figure'),
  stated('said'),
  corrected('mending', 'figure', { scope: 'all' }),
]);

const all = ['story', 'article', 'figure', 'said', 'mending'];
const figures = ['figure'];
const timed = ['article', 'figure', 'said'];
const time =
  (side: 'before' | 'after') =>
  (id: string): When =>
    inOrder({ [side]: [id] });

// By hand, from the language: which kinds of fact may be named where.
const places: readonly (readonly [pointer: string, allowed: readonly string[], event: (id: string) => NewEvent])[] = [
  ['saidIn', ['said'], (id) => stated('new', { saidIn: id })],
  ['saidIn', ['said'], (id) => issued('new', { saidIn: id })],
  ['by/at', [], (id) => stated('new', { by: { ...by, at: id } })],
  ['by/oneOf/1/at', [], (id) => stated('new', { by: { oneOf: [by, { ...by, at: id }] } })],
  ['cites/0/source', ['article'], (id) => stated('new', { cites: [{ source: id }] })],
  ['cites/1/source', ['article'], (id) => issued('new', { cites: [{ source: 'article' }, { source: id }] })],
  ['when/before/0', timed, (id) => stated('new', { when: time('before')(id) })],
  ['when/after/0', timed, (id) => issued('new', { when: time('after')(id) })],
  ['published/before/0', timed, (id) => filed('new', { published: time('before')(id) })],
  ['published/after/0', timed, (id) => filed('new', { published: time('after')(id) })],
  ['period/before/0', timed, (id) => issued('new', { period: time('before')(id) })],
  ['asOf/after/0', timed, (id) => revised('new', 'figure', { asOf: time('after')(id) })],
  ['partOf', figures, (id) => issued('new', { partOf: id })],
  ['partOf', figures, (id) => revised('new', 'figure', { partOf: id })],
  ['revises', figures, (id) => revised('new', id)],
  [
    'compares/0/subject',
    figures,
    (id) => stated('new', { compares: [{ subject: id, relation: 'greater', to: 'figure' }] }),
  ],
  ['compares/0/to', figures, (id) => stated('new', { compares: [{ subject: 'figure', relation: 'less', to: id }] })],
  ['links/0/to', timed, (id) => stated('new', { links: [{ type: 'replies', to: id, basis: 'stated' }] })],
];

describe.each(places)('a reference at %s', (pointer, allowed, eventNaming) => {
  test('names a fact of its kind', () => {
    for (const id of allowed) expect([id, verdictOn(told, eventNaming(id))]).toEqual([id, 'accepted']);
  });

  test('is refused where it names a fact of another kind', () => {
    for (const id of all.filter((one) => !allowed.includes(one))) {
      expect([id, verdictOn(told, eventNaming(id))]).toEqual([id, [`fact-of-wrong-kind /events/0/data/${pointer}`]]);
    }
  });

  test('is refused where nothing has that id, and where the event names itself', () => {
    for (const id of ['nothing', 'new', 'constructor', '__proto__']) {
      expect([id, verdictOn(told, eventNaming(id))]).toEqual([id, [`fact-unknown /events/0/data/${pointer}`]]);
    }
  });
});

describe('references within a batch', () => {
  test('may name earlier events of the batch', () => {
    const batch = [
      filed('second-article'),
      stated('second-said', { cites: [{ source: 'second-article' }], when: inOrder({ after: ['said'] }) }),
      issued('second-figure', { saidIn: 'second-said' }),
      revised('third-figure', 'second-figure', { saidIn: 'second-said', partOf: 'second-figure' }),
      stated('comparison', {
        saidIn: 'second-said',
        compares: [{ subject: 'third-figure', relation: 'greater', to: 'figure' }],
      }),
    ];
    expect(verdictOn(told, ...batch)).toBe('accepted');
    expect(
      verdictOn(storyOf(), opened('story'), filed('article'), stated('said', { cites: [{ source: 'article' }] })),
    ).toBe('accepted');
  });

  test('may not name later events of the batch', () => {
    expect(verdictOn(told, issued('second-figure', { saidIn: 'second-said' }), stated('second-said'))).toEqual([
      'fact-unknown /events/0/data/saidIn',
    ]);
    expect(verdictOn(told, revised('third-figure', 'second-figure'), issued('second-figure'))).toEqual([
      'fact-unknown /events/0/data/revises',
    ]);
  });
});

describe('the refusal of a reference', () => {
  test('says which id is unknown, and what would be accepted', () => {
    expect(detailOf(told, stated('new', { saidIn: 'nothing' }))).toBe(
      '/events/0/data/saidIn names "nothing", which no earlier event of this story has: name a statement of this story',
    );
  });

  test('says of which kind the named fact is, and what would be accepted', () => {
    expect(detailOf(told, stated('new', { cites: [{ source: 'said' }] }))).toBe(
      '/events/0/data/cites/0/source names "said", a statement: name a source of this story',
    );
  });

  test('is said in good English where a vowel follows', () => {
    expect(detailOf(told, revised('new', 'nothing'))).toContain('name an estimate of this story');
    expect(detailOf(told, stated('new', { saidIn: 'figure' }))).toContain('names "figure", an estimate:');
  });
});

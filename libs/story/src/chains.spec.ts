import { inTime } from './in-time.js';
import {
  corrected,
  detailOf,
  filed,
  inOrder,
  issued,
  opened,
  revised,
  stated,
  storyOf,
  troops,
  verdictOn,
} from './story-examples.js';

const told = storyOf([opened('story'), issued('first'), revised('second', 'first'), revised('third', 'second')]);
const advance = { id: 'advance', label: 'Russian advance', unit: 'km²' };

describe('a revision', () => {
  test('names the end of its chain', () => {
    expect(verdictOn(told, revised('fourth', 'third'))).toBe('accepted');
  });

  test.each(['first', 'second'])('is refused where it names %s, which has been revised', (id) => {
    expect(verdictOn(told, revised('fourth', id))).toEqual(['not-end-of-chain /events/0/data/revises']);
    expect(detailOf(told, revised('fourth', id))).toContain('name the end of the chain, "third"');
  });

  test('is refused where an earlier event of the batch revises the same figure, and is told that event', () => {
    const batch = [revised('fourth', 'third'), revised('fifth', 'third')];
    expect(verdictOn(told, ...batch)).toEqual(['not-end-of-chain /events/1/data/revises']);
    expect(detailOf(told, ...batch)).toContain('name the end of the chain, "fourth"');
  });

  test('is refused where it names itself, also with another one behind it', () => {
    const batch = [revised('new', 'new'), revised('newer', 'new')];
    expect(verdictOn(told, ...batch.slice(0, 1))).toEqual(['fact-unknown /events/0/data/revises']);
    expect(inTime(() => verdictOn(told, ...batch))).toContain('fact-unknown /events/0/data/revises');
  });

  test('is refused where two of a batch name each other, also with another one behind them', () => {
    const batch = [revised('new', 'newer'), revised('newer', 'new'), revised('newest', 'new')];
    expect(inTime(() => verdictOn(told, ...batch))).toContain('fact-unknown /events/0/data/revises');
  });

  test('may go on behind a withdrawal, in the same batch too', () => {
    const withdrawal = revised('fourth', 'third', { cause: 'withdrawn' });
    expect(verdictOn(told, withdrawal, revised('fifth', 'fourth'))).toBe('accepted');
  });

  test('is refused where it counts another metric', () => {
    expect(verdictOn(told, revised('fourth', 'third', { metric: advance }))).toEqual([
      'metric-differs /events/0/data/metric/id',
    ]);
    expect(detailOf(told, revised('fourth', 'third', { metric: advance }))).toContain('"advance"');
    expect(detailOf(told, revised('fourth', 'third', { metric: advance }))).toContain('"troops"');
  });

  test('leaves two figures of one metric apart: neither revises the other', () => {
    const apart = storyOf([opened('story'), issued('august'), issued('september'), issued('october')]);
    expect(verdictOn(apart, revised('august-2', 'august'), revised('october-2', 'october'))).toBe('accepted');
  });
});

describe('a metric', () => {
  test('is fixed by its first use', () => {
    expect(verdictOn(told, issued('new', { metric: { ...troops } }))).toBe('accepted');
    expect(
      verdictOn(told, issued('new', { metric: { unit: 'troops', label: 'Troops in Russia', id: 'troops' } })),
    ).toBe('accepted');
  });

  test.each([
    ['label', { ...troops, label: 'Soldiers in Russia' }],
    ['unit', { ...troops, unit: 'thousand troops' }],
    ['parts', { ...troops, combines: ['killed', 'wounded'] }],
  ])('is refused with another %s', (_what, metric) => {
    expect(verdictOn(told, issued('new', { metric }))).toEqual(['metric-redefined /events/0/data/metric']);
    expect(verdictOn(told, revised('new', 'third', { metric }))).toEqual(['metric-redefined /events/0/data/metric']);
  });

  test('is fixed by an earlier event of the same batch', () => {
    const batch = [issued('new', { metric: advance }), issued('newer', { metric: { ...advance, unit: 'km2' } })];
    expect(verdictOn(told, ...batch)).toEqual(['metric-redefined /events/1/data/metric']);
    expect(detailOf(told, ...batch)).toContain('{"id":"advance","label":"Russian advance","unit":"km²"}');
  });
});

describe('before and after', () => {
  // "b" comes after "a", "c" after "b"; "e" is said in "b", and has its time.
  const ordered = storyOf([
    opened('story'),
    stated('a'),
    stated('b', { when: inOrder({ after: ['a'] }) }),
    stated('c', { when: inOrder({ after: ['b'] }) }),
    issued('e', { saidIn: 'b' }),
  ]);

  test('may agree with each other in many ways', () => {
    expect(verdictOn(ordered, stated('new', { when: inOrder({ after: ['a', 'b'], before: ['c'] }) }))).toBe('accepted');
    expect(verdictOn(ordered, stated('new', { when: inOrder({ after: ['e'], before: ['c'] }) }))).toBe('accepted');
    expect(verdictOn(ordered, filed('new', { published: inOrder({ after: ['c'] }) }))).toBe('accepted');
  });

  test('may not contradict each other, and the path is told', () => {
    const event = stated('new', { when: inOrder({ after: ['c'], before: ['a'] }) });
    expect(verdictOn(ordered, event)).toEqual(['order-cycle /events/0/data/when']);
    expect(detailOf(ordered, event)).toBe(
      '/events/0/data/when makes a circle: "new" before "a" before "b" before "c" before "new"',
    );
  });

  test('may not name the same fact on both sides', () => {
    const event = filed('new', { published: inOrder({ after: ['a'], before: ['a'] }) });
    expect(verdictOn(ordered, event)).toEqual(['order-cycle /events/0/data/published']);
    expect(detailOf(ordered, event)).toContain('"new" before "a" before "new"');
  });

  test('may not contradict each other through the statement in which a fact is said', () => {
    const event = stated('new', { when: inOrder({ after: ['e'], before: ['a'] }) });
    expect(verdictOn(ordered, event)).toEqual(['order-cycle /events/0/data/when']);
    expect(detailOf(ordered, event)).toContain('"new" before "a" before "b" before "new"');
    expect(verdictOn(ordered, stated('new', { when: inOrder({ after: ['e'], before: ['b'] }) }))).toEqual([
      'order-cycle /events/0/data/when',
    ]);
  });

  test('may not contradict each other through a statement that is itself said in another', () => {
    const nested = storyOf([
      opened('story'),
      stated('a'),
      stated('inner', { saidIn: 'a' }),
      issued('figure', { saidIn: 'inner' }),
    ]);
    expect(verdictOn(nested, stated('new', { when: inOrder({ after: ['figure'], before: ['a'] }) }))).toEqual([
      'order-cycle /events/0/data/when',
    ]);
  });

  test('may not contradict each other within a batch', () => {
    const batch = [
      stated('new', { when: inOrder({ after: ['c'] }) }),
      stated('newer', { when: inOrder({ after: ['new'], before: ['b'] }) }),
    ];
    expect(verdictOn(ordered, ...batch)).toEqual(['order-cycle /events/1/data/when']);
    expect(detailOf(ordered, ...batch)).toContain('"newer" before "b" before "c" before "new" before "newer"');
  });

  test('are not looked for in the period and the moment that a figure is for', () => {
    const event = issued('new', { period: inOrder({ after: ['c'] }), asOf: inOrder({ before: ['a'] }) });
    expect(verdictOn(ordered, event)).toBe('accepted');
  });

  test('are free again once a correction has taken the edge away', () => {
    const mended = storyOf(
      [opened('story'), stated('a'), stated('b', { when: { basis: 'stated', edtf: '2024', after: ['a'] } })],
      [corrected('mending', 'b', { when: { after: null } })],
    );
    expect(verdictOn(mended, stated('new', { when: inOrder({ after: ['b'], before: ['a'] }) }))).toBe('accepted');
  });
});

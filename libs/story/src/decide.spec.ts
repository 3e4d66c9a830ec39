import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { unopened } from './story-state.js';
import {
  corrected,
  detailOf,
  filed,
  issued,
  opened,
  revised,
  RecordedFacts,
  stated,
  storyOf,
  troops,
  verdictOn,
} from './story-examples.js';

const notThere = storyOf();
const open = storyOf([opened('story')]);
const told = storyOf([opened('story')], [filed('article'), issued('first'), stated('said')]);

describe('decide, for a story that is not open', () => {
  test('takes its opening', () => {
    expect(verdictOn(notThere, opened('story'))).toBe('accepted');
  });

  test.each([
    filed('new'),
    issued('new'),
    revised('new', 'first'),
    stated('new'),
    corrected('new', 'first', { scope: 'all' }),
  ])('refuses $type', (event) => {
    expect(verdictOn(notThere, event)).toEqual(['story-not-opened /events/0/type']);
  });

  test('takes its opening with other events behind it', () => {
    expect(verdictOn(notThere, opened('story'), filed('article'), issued('first'))).toBe('accepted');
  });

  test('refuses a batch in which the opening is not first', () => {
    expect(verdictOn(notThere, filed('article'), opened('story'))).toContain('story-not-opened /events/0/type');
  });

  test('refuses a batch that opens it twice', () => {
    expect(verdictOn(notThere, opened('story'), opened('again'))).toEqual(['story-already-opened /events/1/type']);
  });
});

describe('decide, for a story that is open and has no facts', () => {
  test.each([filed('new'), issued('new'), stated('new'), corrected('new', 'story', { title: 'Other' })])(
    'takes $type',
    (event) => {
      expect(verdictOn(open, event)).toBe('accepted');
    },
  );

  test('refuses to be opened again', () => {
    expect(verdictOn(open, opened('new'))).toEqual(['story-already-opened /events/0/type']);
  });

  test('refuses a revision of nothing', () => {
    expect(verdictOn(open, revised('new', 'first'))).toEqual(['fact-unknown /events/0/data/revises']);
  });

  test('refuses a correction of nothing', () => {
    expect(verdictOn(open, corrected('new', 'first', { scope: 'all' }))).toEqual(['fact-unknown /events/0/data/fact']);
  });
});

describe('decide, for a story that has facts', () => {
  test.each([
    filed('new'),
    issued('new'),
    revised('new', 'first'),
    stated('new'),
    corrected('new', 'first', { scope: 'all' }),
  ])('takes $type', (event) => {
    expect(verdictOn(told, event)).toBe('accepted');
  });

  test('refuses to be opened again', () => {
    expect(verdictOn(told, opened('new'))).toEqual(['story-already-opened /events/0/type']);
  });

  test.each([
    filed('first'),
    issued('story'),
    revised('article', 'first'),
    stated('said'),
    corrected('first', 'said', { proposition: 'None were sent' }),
  ])('refuses $type with an id that is taken', (event) => {
    expect(verdictOn(told, event)).toEqual(['id-taken /events/0/id']);
  });

  test('refuses an id that a correction has taken', () => {
    const mended = storyOf([opened('story')], [corrected('mending', 'story', { title: 'Other' })]);
    expect(verdictOn(mended, filed('mending'))).toEqual(['id-taken /events/0/id']);
  });

  test('refuses an id that an earlier event of the batch has taken', () => {
    expect(verdictOn(told, filed('new'), stated('other'), issued('new'))).toEqual(['id-taken /events/2/id']);
  });

  test('tells ids that differ in case apart', () => {
    expect(verdictOn(told, filed('First'))).toBe('accepted');
  });

  test('takes no events, and stays as it is', () => {
    expect(decide(told.state, [], told.recorded.knowledge)).toEqual({ ok: true, value: told.state });
  });
});

describe('the refusal of a batch', () => {
  const batch = [filed('new'), issued('new'), revised('newer', 'nothing'), stated('newest', { saidIn: 'article' })];

  test('names every broken rule, with a pointer into the batch', () => {
    expect(verdictOn(told, ...batch)).toEqual([
      'id-taken /events/1/id',
      'fact-unknown /events/2/data/revises',
      'fact-of-wrong-kind /events/3/data/saidIn',
    ]);
  });

  test('has the code of the first one, and says it with its pointer', () => {
    const decided = decide(told.state, batch, told.recorded.knowledge);
    expect(decided).toMatchObject({ ok: false, refusal: { code: 'id-taken' } });
    expect(detailOf(told, ...batch)).toBe(
      '/events/1/id is taken by an earlier event of this story ("new"): every event needs an id of its own',
    );
  });

  test('does not blame the events that build on one that is refused', () => {
    const built = [
      revised('new', 'nothing'),
      revised('newer', 'new'),
      stated('last', { links: [{ type: 'refers', to: 'newer', basis: 'stated' }] }),
    ];
    expect(verdictOn(told, ...built)).toEqual(['fact-unknown /events/0/data/revises']);
  });

  test('judges the events behind a refused one as if it had done nothing to other facts', () => {
    const other = { ...troops, id: 'advance' };
    const batch = [revised('new', 'first', { metric: other }), revised('newer', 'first')];
    expect(verdictOn(told, ...batch)).toEqual(['metric-differs /events/0/data/metric/id']);
  });
});

describe('the state that a batch leads to', () => {
  test('has a version for every event', () => {
    expect([notThere, open, told].map(({ state }) => state.version)).toEqual([0, 1, 4]);
    expect([...told.state.facts.keys()]).toEqual(['story', 'article', 'first', 'said']);
  });

  test('is what evolve makes of the events one by one', () => {
    const batch = [revised('second', 'first'), corrected('mending', 'second', { scope: 'all' }), stated('new')];
    const decided = decide(told.state, batch, told.recorded.knowledge);
    expect(decided).toEqual({ ok: true, value: batch.reduce(evolve, told.state) });
  });

  test('asks for recorded facts only where one is corrected', () => {
    const asked: string[] = [];
    const { knowledge } = new RecordedFacts();
    const curious = {
      ...knowledge,
      recordedFact: (id: string) => (asked.push(id), told.recorded.knowledge.recordedFact(id)),
    };
    decide(
      told.state,
      [revised('second', 'first'), stated('new'), corrected('mending', 'first', { scope: 'x' })],
      curious,
    );
    expect(asked).toEqual(['first']);
    expect(decide(unopened, [opened('story')], curious).ok).toBe(true);
  });
});

import fc from 'fast-check';
import type { NewEvent } from '#events';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { inTime } from './in-time.js';
import { unopened } from './story-state.js';
import type { StoryState } from './story-state.js';
import { RecordedFacts } from './story-examples.js';
import { beginning, eventsOf } from './story-steps.js';

const step = fc.record({
  type: fc.constantFrom(
    'issue',
    'state',
    'revise',
    'correct',
    'open',
    'correct',
    'file',
    'revise',
    'state',
    'correct' as const,
  ),
  picks: fc.array(fc.nat(39), { minLength: 6, maxLength: 6 }),
  luck: fc.array(fc.nat(14), { minLength: 5, maxLength: 5 }),
});
const history = fc
  .array(step, { maxLength: 20, size: 'max' })
  .map((steps) => [...beginning, ...eventsOf(steps, beginning, 'h')]);
const batch = fc.array(step, { minLength: 1, maxLength: 6, size: 'max' });

const snapshotOf = ({ version, facts, metrics }: StoryState) => JSON.stringify([version, facts, metrics]);

/** Publishes events one by one, leaving out what is refused. */
function published(events: readonly NewEvent[]) {
  const recorded = new RecordedFacts();
  const refusals: string[] = [];
  let state = unopened;
  const kept = events.filter((one) => {
    const decided = decide(state, [one], recorded.knowledge);
    if (!decided.ok) {
      refusals.push(decided.refusal.code);
      return false;
    }
    recorded.record([one]);
    state = decided.value;
    return true;
  });
  return { state, recorded, kept, refusals };
}

describe('the histories that are tried', () => {
  test('are long, mostly accepted, and meet every refusal there is', () => {
    const tried = fc.sample(history, { numRuns: 400, seed: 7 }).map((events) => ({ events, ...published(events) }));
    const events = tried.flatMap((one) => one.events).length;
    const kept = tried.flatMap((one) => one.kept);
    expect(events / tried.length).toBeGreaterThan(10);
    expect(kept.length / events).toBeGreaterThan(0.5);
    expect([...new Set(tried.flatMap(({ refusals }) => refusals))].sort()).toEqual([
      'correction-changes-identity',
      'correction-changes-nothing',
      'correction-leaves-invalid',
      'fact-of-wrong-kind',
      'fact-unknown',
      'id-taken',
      'metric-differs',
      'metric-redefined',
      'not-end-of-chain',
      'order-cycle',
      'story-already-opened',
    ]);
  });
});

describe('any history', () => {
  test('is decided whole as it is decided one by one', () => {
    fc.assert(
      fc.property(history, batch, (past, steps) => {
        const { state, recorded, kept } = published(past);
        const events = eventsOf(steps, kept, 'b');
        const whole = inTime(() => decide(state, events, recorded.knowledge));
        let current = state;
        for (const [at, one] of events.entries()) {
          const decided = decide(current, [one], recorded.knowledge);
          if (!decided.ok) {
            const { code, errors = [] } = decided.refusal;
            expect(whole).toMatchObject({ ok: false, refusal: { code } });
            const moved = errors.map((error) => ({
              ...error,
              pointer: error.pointer.replace('/events/0', `/events/${at}`),
            }));
            expect(whole.ok ? [] : whole.refusal.errors?.slice(0, errors.length)).toEqual(moved);
            return;
          }
          recorded.record([one]);
          current = decided.value;
        }
        expect(whole).toEqual({ ok: true, value: current });
      }),
      { numRuns: 300 },
    );
  });

  test('is accepted whole again once what was refused is left out', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { state, kept } = published(events);
        expect(decide(unopened, kept, new RecordedFacts().knowledge)).toEqual({ ok: true, value: state });
      }),
    );
  });

  test('leaves the state that a batch is decided on as it was, whatever the answer', () => {
    fc.assert(
      fc.property(history, batch, (past, steps) => {
        const { state, recorded, kept } = published(past);
        const before = snapshotOf(state);
        const { facts, metrics } = state;
        decide(state, eventsOf(steps, kept, 'b'), recorded.knowledge);
        expect(snapshotOf(state)).toBe(before);
        expect([state.facts === facts, state.metrics === metrics]).toEqual([true, true]);
      }),
    );
  });

  test('evolves in the same way each time, one version for each event', () => {
    fc.assert(
      fc.property(history, (events) => {
        const states = [events.reduce(evolve, unopened), events.reduce(evolve, unopened)];
        expect(states[0]).toEqual(states[1]);
        expect(states[0]?.version).toBe(events.length);
      }),
    );
  });
});

describe('any accepted history', () => {
  test('has linear chains of figures that count one metric', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { state, kept } = published(events);
        const revisions = kept.flatMap((one) => (one.type === 'EstimateRevised' ? [one] : []));
        expect(new Set(revisions.map(({ data }) => data.revises)).size).toBe(revisions.length);
        for (const { id, data } of revisions) {
          const before = state.facts.get(data.revises);
          expect(before).toMatchObject({ kind: 'estimate', metric: data.metric.id, revisedBy: id });
          expect(before?.version).toBeLessThan(state.facts.get(id)?.version ?? 0);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('has no circle of before and after', () => {
    fc.assert(
      fc.property(history, (events) => {
        expect(inCircles(published(events).state)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

/** The points of time that no order can be found for: takes away, again and again, those that nothing precedes. */
function inCircles({ facts }: StoryState): string[] {
  const point = (name: string): string => {
    const statement = facts.get(name)?.saidIn;
    return statement === undefined ? name : point(statement);
  };
  let edges = [...facts].flatMap(([name, { before, after }]) => [
    ...before.map((next) => [point(name), point(next)] as const),
    ...after.map((previous) => [point(previous), point(name)] as const),
  ]);
  for (let count = -1; count !== edges.length;) {
    count = edges.length;
    const preceded = new Set(edges.map(([, to]) => to));
    edges = edges.filter(([from]) => preceded.has(from));
  }
  return [...new Set(edges.map(([from]) => from))];
}

import fc from 'fast-check';
import type { NewEvent } from '#events';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { inTime } from './in-time.js';
import { kindOf, unopened } from './story-state.js';
import type { StoryState } from './story-state.js';
import { filed, published, RecordedFacts, revised } from './story-examples.js';
import { batch, history } from './story-histories.js';
import { eventsOf } from './story-steps.js';

const whole = ({ version, isClosed, facts, metrics }: StoryState) =>
  JSON.stringify([version, isClosed, facts, metrics]);

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
      'fact-retracted',
      'fact-unknown',
      'id-taken',
      'metric-differs',
      'metric-redefined',
      'not-end-of-chain',
      'order-cycle',
      'story-already-opened',
      'story-closed',
      'story-not-closed',
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
        const before = whole(state);
        const { facts, metrics } = state;
        decide(state, eventsOf(steps, kept, 'b'), recorded.knowledge);
        expect(whole(state)).toBe(before);
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
  test('has linear chains of figures that count one metric, with at most one end that stands', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { state, kept } = published(events);
        const chains = chainsOf(kept);
        for (const chain of chains) {
          const standing = chain.filter((id) => state.facts.get(id)?.retractedBy === undefined);
          // Naming any other figure of the chain as what is revised is refused, and naming the end is not.
          const takers = chain.filter((id) => decide(isOpen(state), [revised('next', id)], noFacts).ok);
          expect(takers).toEqual(standing.slice(-1));
          expect(new Set(chain.map((id) => state.facts.get(id)?.metric)).size).toBe(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('loses nothing: every id stays taken, and what was corrected or retracted keeps its place', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { state, kept } = published(events);
        expect([...state.facts.keys()].sort()).toEqual(kept.map(({ id }) => id as string).sort());
        for (const { id, type } of kept) {
          expect(state.facts.get(id)).toMatchObject({ kind: kindOf[type] });
          expect(decide(isOpen(state), [filed(id)], noFacts)).toMatchObject({ refusal: { code: 'id-taken' } });
        }
        const mended = kept.flatMap((one) => (one.type === 'FactCorrected' ? [one.data.fact] : []));
        for (const id of mended) expect(state.facts.get(id)?.corrections).not.toEqual([]);
        const taken = kept.flatMap((one) => (one.type === 'FactRetracted' ? [[one.data.fact, one.id]] : []));
        expect(taken).toEqual(taken.map(([id = '']) => [id, state.facts.get(id)?.retractedBy]));
      }),
    );
  });

  test('is closed exactly where the last closing comes after the last reopening', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { state, kept } = published(events);
        const last = kept.findLast(({ type }) => type === 'StoryClosed' || type === 'StoryReopened');
        expect(state.isClosed).toBe(last?.type === 'StoryClosed');
      }),
    );
  });

  test('took nothing while it was closed but corrections, retractions and its reopening', () => {
    fc.assert(
      fc.property(history, (events) => {
        let isClosed = false;
        for (const { type } of published(events).kept) {
          if (isClosed) expect(['FactCorrected', 'FactRetracted', 'StoryReopened']).toContain(type);
          isClosed = type === 'StoryClosed' || (isClosed && type !== 'StoryReopened');
        }
      }),
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

const isOpen = (state: StoryState): StoryState => ({ ...state, isClosed: false });
const noFacts = new RecordedFacts().knowledge;

/** The figures of each chain, in the order in which they were published; a figure without a revision is a chain too. */
function chainsOf(events: readonly NewEvent[]): string[][] {
  const chains: string[][] = [];
  for (const one of events) {
    if (one.type === 'EstimateIssued') chains.push([one.id]);
    if (one.type === 'EstimateRevised') chains.find((chain) => chain.includes(one.data.revises))?.push(one.id);
  }
  return chains;
}

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

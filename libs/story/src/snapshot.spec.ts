import fc from 'fast-check';
import { decide } from './decide.js';
import { readSnapshot, writeSnapshot } from './snapshot.js';
import { corrected, filed, inOrder, issued, opened, published, revised, stated, storyOf } from './story-examples.js';
import { batch, history } from './story-histories.js';
import { eventsOf } from './story-steps.js';

describe('a snapshot', () => {
  test('is the state again, and decides alike', () => {
    fc.assert(
      fc.property(history, batch, (past, steps) => {
        const { state, recorded, kept } = published(past);
        const again = readSnapshot(writeSnapshot(state));
        expect(again).toEqual(state);
        const events = eventsOf(steps, kept, 'b');
        expect(decide(again, events, recorded.knowledge)).toEqual(decide(state, events, recorded.knowledge));
      }),
    );
  });

  test('takes a few dozen bytes a fact', () => {
    const figures = Array.from({ length: 1_000 }, (_, at) => issued(`0192f0c1-7b1a-7c3e-9a55-${at}`));
    const { state } = storyOf([opened('story')], figures);
    expect(writeSnapshot(state).length / 1_000).toBeLessThan(60);
  });

  test('of every kind of edge is the state again', () => {
    const { state } = storyOf(
      [opened('story'), filed('article'), issued('first'), stated('said', { when: inOrder({ after: ['first'] }) })],
      [revised('second', 'first', { saidIn: 'said' }), corrected('mending', 'second', { scope: 'all' })],
    );
    expect(readSnapshot(writeSnapshot(state))).toEqual(state);
  });
});

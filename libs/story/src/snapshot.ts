import { Map } from 'immutable';
import type { FactState, StoryState } from './story-state.js';

/** Of the text below; a snapshot of another format is as good as none. */
export const snapshotFormat = 1;

interface Snapshot {
  readonly version: number;
  readonly isClosed: boolean;
  readonly metrics: readonly (readonly [id: string, definition: string])[];
  /** Each state that some fact has, once. */
  readonly states: readonly FactState[];
  /** The ids of facts, and the place of the state of each. */
  readonly ids: readonly string[];
  readonly places: readonly number[];
}

/** A state as text, a few dozen bytes a fact. Disposable: the events are the truth. */
export function writeSnapshot({ version, isClosed, facts, metrics }: StoryState): string {
  const known = new globalThis.Map<string, number>();
  const states: FactState[] = [];
  const places = [...facts.values()].map((state) => {
    const name = JSON.stringify(state);
    let place = known.get(name);
    if (place === undefined) {
      place = states.push(state) - 1;
      known.set(name, place);
    }
    return place;
  });
  const snapshot: Snapshot = { version, isClosed, metrics: [...metrics], states, ids: [...facts.keys()], places };
  return JSON.stringify(snapshot);
}

export function readSnapshot(text: string): StoryState {
  const { version, isClosed, metrics, states, ids, places } = JSON.parse(text) as Snapshot;
  const facts = Map<string, FactState>().withMutations((map) => {
    for (const [at, id] of ids.entries()) {
      const state = states[places[at] ?? -1];
      if (state === undefined) throw new Error('the snapshot is torn');
      map.set(id, state);
    }
  });
  return { version, isClosed, facts, metrics: Map(metrics) };
}

import type pg from 'pg';
import { eventId, mergePatch, readFact } from '#events';
import type { Fact, Json, StoryId } from '#events';
import { readByIds } from '#ledger';
import type { StoryState } from '#story';
import type { PublishRequest } from './publish-events.js';

interface Read {
  readonly fact: Fact;
  /** How many corrections are applied in it. */
  readonly corrections: number;
}

/** The facts that a publish corrects, as they stand in the ledger: decision state holds no text to patch. */
export class CorrectedFacts {
  private readonly story: StoryId;
  private readonly ids: readonly string[];
  private readonly facts = new Map<string, Read>();

  constructor(
    private readonly pool: pg.Pool,
    { story, events }: PublishRequest,
  ) {
    this.story = story;
    const introduced = new Set<string>(events.map(({ id }) => id));
    const corrected = events.flatMap((event) => (event.type === 'FactCorrected' ? [event.data.fact] : []));
    this.ids = [...new Set(corrected)].filter((id) => !introduced.has(id));
  }

  /** Whether every fact that the state knows was read with all its corrections. */
  isCurrent(state: StoryState): boolean {
    return this.ids.every((id) => {
      const known = state.facts.get(id);
      return known === undefined || this.facts.get(id)?.corrections === known.corrections.length;
    });
  }

  get(id: string): Fact | undefined {
    return this.facts.get(id)?.fact;
  }

  async read(state: StoryState): Promise<void> {
    for (const id of this.ids) {
      const known = state.facts.get(id);
      if (known === undefined) continue;
      const [introducing, ...corrections] = await readByIds(this.pool, this.story, [eventId(id), ...known.corrections]);
      const fact = introducing === undefined ? undefined : readFact(introducing);
      if (fact === undefined) continue;
      const patches = corrections
        .map(readFact)
        .flatMap((one) => (one?.type === 'FactCorrected' && one.data.fact === id ? [one.data.patch] : []));
      const data = patches.reduce<Json>((json, patch) => mergePatch(json, patch as Json), fact.data as unknown as Json);
      this.facts.set(id, { fact: { type: fact.type, data } as unknown as Fact, corrections: patches.length });
    }
  }
}

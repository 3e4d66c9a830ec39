import type pg from 'pg';
import { StoppingError } from '#errors';
import type { StoredEvent } from '#events';
import { inTransaction } from '#postgres';
import type { Logger } from '#runtime';
import {
  findUnwritable,
  foldAround,
  healStory,
  isOfData,
  readParked,
  readRows,
  viewsDefinition,
  writeBatch,
  writeBatches,
} from '#views';
import type { Generation, ParkedStory, Slot, Written } from '#views';

interface FedGeneration {
  readonly slot: Slot;
  readonly pool: pg.Pool;
  readonly parked: Map<string, ParkedStory>;
}

export interface FeedPlace {
  /** The schema of the views. */
  readonly schema: string;
  readonly poolOf: (slot: Slot) => pg.Pool;
  readonly logger: Logger;
}

/** The generations of the views that are fed, and the stories that are parked in each. */
export class Feed {
  private constructor(
    private readonly place: FeedPlace,
    private readonly fed: readonly FedGeneration[],
  ) {}

  /**
   * Tries again what is parked: this version may know what the one before did not. Throws where a generation is to be fed
   * that another definition folded: its rows would be of two.
   */
  static async open(place: FeedPlace, generations: readonly Generation[]): Promise<Feed> {
    const fed: FedGeneration[] = [];
    for (const { slot, number, definition } of generations.filter(({ fedFrom }) => fedFrom !== undefined)) {
      if (definition !== viewsDefinition) {
        const why = `was folded by definition ${definition}, and this version folds by ${viewsDefinition}`;
        throw new StoppingError(`Generation ${number} of the views ${why}.`);
      }
      const pool = place.poolOf(slot);
      const parked = new Map(await readParked(pool));
      for (const story of [...parked.keys()]) {
        const still = await healStory(pool, story);
        if (still === undefined) parked.delete(story);
        else parked.set(story, still);
        place.logger.info(
          { story, parked: still?.position },
          still === undefined ? 'a story is healed' : 'a story stays parked',
        );
      }
      fed.push({ slot, pool, parked });
    }
    return new Feed(place, fed);
  }

  /** How many stories are parked in any of them. */
  get parked(): number {
    return new Set(this.fed.flatMap(({ parked }) => [...parked.keys()])).size;
  }

  /** Folds whole commits and writes them, around what cannot be. */
  async write(events: readonly StoredEvent[], epoch: string): Promise<void> {
    const unwritable = new Map<Slot, readonly ParkedStory[]>();
    for (;;) {
      const written = await Promise.all(this.fed.map((one) => this.fold(one, events, unwritable.get(one.slot) ?? [])));
      try {
        await this.commit(written, epoch);
        this.keep(written);
        return;
      } catch (error) {
        if (!isOfData(error)) throw error;
        const before = unwritable.size;
        for (const one of this.fed) {
          const found = await inTransaction(one.pool, (client) => findUnwritable(client, events, one));
          if (found.length > 0) unwritable.set(one.slot, found);
        }
        // What cannot be written is not in the rows, or it was found already.
        if (unwritable.size === before) throw error;
      }
    }
  }

  private async fold(
    { slot, pool, parked }: FedGeneration,
    events: readonly StoredEvent[],
    unwritable: readonly ParkedStory[],
  ): Promise<Written & { readonly slot: Slot; readonly parked: readonly ParkedStory[] }> {
    const before = new Map([...parked, ...unwritable.map((one) => [one.story, one] as const)]);
    const folded = await foldAround(events, (wanted) => readRows(pool, wanted), before);
    return { ...folded, slot, parked: [...unwritable, ...folded.parked] };
  }

  private async commit(written: readonly (Written & { readonly slot: Slot })[], epoch: string): Promise<void> {
    const { schema, poolOf } = this.place;
    const [first, second] = written;
    if (first === undefined) throw new Error('no generation of the views is fed');
    if (second === undefined) await writeBatch(poolOf(first.slot), epoch, first, first.slot);
    else await writeBatches(poolOf(first.slot), schema, epoch, written);
  }

  private keep(written: readonly { readonly slot: Slot; readonly parked: readonly ParkedStory[] }[]): void {
    for (const { slot, parked } of written) {
      const one = this.fed.find((fed) => fed.slot === slot);
      for (const story of parked) {
        one?.parked.set(story.story, story);
        const { story: name, position, reason } = story;
        this.place.logger.error({ story: name, position, reason }, `a story is parked: ${story.detail}`);
      }
    }
  }
}

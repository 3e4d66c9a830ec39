import type pg from 'pg';
import { readStates } from '#views';
import type { StateAsked, StoryState } from '#views';

type States = ReadonlyMap<string, StoryState | undefined>;

const nameOf = ({ story, at }: StateAsked) => `${story} ${at ?? ''}`;

/** Asks the database which states of stories are shown, for all at once who came since it was asked last: never from memory. */
export class StoryStates {
  private wanted = new Map<string, StateAsked>();
  private next: Promise<States> | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly pool: pg.Pool) {}

  /** Undefined where there was no such story. What is answered was so after it was asked. */
  async ask(asked: StateAsked): Promise<StoryState | undefined> {
    const name = nameOf(asked);
    this.wanted.set(name, asked);
    this.next ??= this.after(this.running);
    return (await this.next).get(name);
  }

  private after(before: Promise<unknown>): Promise<States> {
    const asking = before.then(async () => {
      const wanted = [...this.wanted.values()];
      this.wanted = new Map();
      this.next = undefined;
      const states = await readStates(this.pool, wanted);
      return new Map(wanted.map((asked, at) => [nameOf(asked), states[at]]));
    });
    this.running = asking.catch(() => undefined);
    return asking;
  }
}

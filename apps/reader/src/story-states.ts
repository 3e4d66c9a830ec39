import { readStates } from '#views';
import type { ShownViews, StateAsked, StoryState } from '#views';
import { Rounds } from './rounds.js';

type States = ReadonlyMap<string, StoryState | undefined>;

const nameOf = ({ story, at }: StateAsked) => `${story} ${at ?? ''}`;

/** Asks the database which states of stories are shown, for all at once who came since it was asked last: never from memory. */
export class StoryStates {
  private wanted = new Map<string, StateAsked>();
  private readonly rounds: Rounds<States>;

  constructor(views: ShownViews) {
    this.rounds = new Rounds(async () => {
      const wanted = [...this.wanted.values()];
      this.wanted = new Map();
      const states = await readStates(await views.current(), wanted);
      return new Map(wanted.map((asked, at) => [nameOf(asked), states[at]]));
    });
  }

  /** Undefined where there was no such story. What is answered was so after it was asked. */
  async ask(asked: StateAsked): Promise<StoryState | undefined> {
    const name = nameOf(asked);
    this.wanted.set(name, asked);
    return (await this.rounds.join()).get(name);
  }
}

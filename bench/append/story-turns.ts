import { storyId } from '#events';
import type { StoryId } from '#events';

/** A story as its writers know it. Its version is ahead of the record by what is being appended. */
export interface TurnStory {
  readonly id: StoryId;
  version: number;
}

/** Whose turn it is: no two writers ever have the same story, as desks of a newsroom have theirs. */
export class StoryTurns {
  private readonly stories: readonly TurnStory[];
  private readonly turns: number[];

  constructor(
    private readonly writers: number,
    private readonly storiesOfEach: number,
  ) {
    this.stories = Array.from({ length: writers * storiesOfEach }, (_, number) => ({
      id: storyId(`story-${number}`),
      version: 0,
    }));
    this.turns = Array.from({ length: writers }, () => 0);
  }

  next(writer: number): TurnStory {
    const turn = this.turns[writer] ?? 0;
    this.turns[writer] = (turn + 1) % this.storiesOfEach;
    const story = this.stories[writer + turn * this.writers];
    if (story === undefined) throw new Error(`there is no writer ${writer}`);
    return story;
  }
}

/** The same story at every turn, for all writers. */
export class OneStory {
  private readonly story: TurnStory = { id: storyId('the-story'), version: 0 };

  next(): TurnStory {
    return this.story;
  }
}

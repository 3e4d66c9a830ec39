import type { Follower, Followers } from './followers.js';
import { heartbeat, positionMessage } from './messages.js';

const everySeconds = 15;

interface Beaten {
  readonly followers: Followers<Follower>;
  /** Up to where all of them have been sent what they follow. */
  readonly position: number;
}

/** Shows those who wait that the stream lives, and where it is: some of them each second, all within fifteen. */
export class Heartbeats {
  private second = 0;

  constructor(private readonly groups: readonly Beaten[]) {}

  beat(): void {
    this.second = (this.second + 1) % everySeconds;
    for (const { followers, position } of this.groups) {
      const told = positionMessage(position);
      let number = 0;
      for (const follower of followers) {
        if (number % everySeconds === this.second) follower.outlet.send(follower.isNarrow ? told : heartbeat);
        number += 1;
      }
    }
  }
}

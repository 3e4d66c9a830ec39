import type { Follower, Followers } from './followers.js';
import { heartbeat, positionMessage } from './messages.js';

/** Within so many seconds who passes much over is told how far it is, if that has moved. */
const positionSeconds = 5;
/** Within so many, the others are shown that the stream lives. */
const heartbeatSeconds = 15;

interface Beaten {
  readonly followers: Followers<Follower>;
  /** Up to where all of them have been sent what they follow. */
  readonly position: number;
}

/** Shows those who wait that the stream lives, and where it is: some of them each second. */
export class Heartbeats {
  private second = 0;

  constructor(private readonly groups: readonly Beaten[]) {}

  beat(): void {
    this.second = (this.second + 1) % heartbeatSeconds;
    for (const { followers, position } of this.groups) {
      const told = positionMessage(position);
      for (const [follower, number] of followers) {
        const isMoved = follower.isNarrow && follower.told !== position;
        if (isMoved && number % positionSeconds === this.second % positionSeconds) {
          follower.outlet.send(told);
          follower.told = position;
        } else if (number % heartbeatSeconds === this.second) follower.outlet.send(heartbeat);
      }
    }
  }
}

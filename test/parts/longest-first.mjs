import Sequencer from '@jest/test-sequencer';

// Seconds, roughly. What jest remembers of earlier runs is not there in a fresh clone, and the shortest files take longest.
const known = {
  kills: 55,
  outages: 45,
  'hostile-fields': 40,
  start: 35,
  'webhooks-apart': 32,
  import: 27,
  'open-transaction': 26,
  streams: 25,
  subscribers: 22,
  'stuck-database': 22,
  'rate-limit': 21,
  recover: 25,
  'recover-topic': 20,
  'stream-changes': 19,
};

/** So that no worker begins something long when the others are done. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const secondsOf = ({ path }) => known[/([^/\\]+)\.spec\.ts$/.exec(path)?.[1]] ?? 0;
    return super.sort(tests).sort((one, other) => secondsOf(other) - secondsOf(one));
  }
}

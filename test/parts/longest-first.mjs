import Sequencer from '@jest/test-sequencer';

// Seconds, roughly. What jest remembers of earlier runs is not there in a fresh clone, and the shortest files take longest.
const known = {
  'hostile-fields': 70,
  rebuild: 70,
  page: 60,
  start: 55,
  outages: 55,
  import: 40,
  recover: 38,
  kills: 36,
  'notary-faults': 36,
  'webhooks-apart': 35,
  retries: 30,
  streams: 28,
  'open-transaction': 27,
  'recover-views': 27,
  'notary-life': 27,
  'stuck-database': 24,
  'rate-limit': 23,
  subscribers: 23,
  'rebuilt-exports': 20,
  replay: 17,
  generations: 17,
  'rebuild-verb': 17,
  'reading-pages': 15,
  'hostile-reads': 15,
  'reading-plans': 15,
  tail: 15,
  tampering: 14,
  verify: 14,
  'recover-topic': 14,
  'stream-changes': 14,
  compose: 13,
  bundles: 13,
};

/** So that no worker begins something long when the others are done. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const secondsOf = ({ path }) => known[/([^/\\]+)\.spec\.ts$/.exec(path)?.[1]] ?? 0;
    return super.sort(tests).sort((one, other) => secondsOf(other) - secondsOf(one));
  }
}

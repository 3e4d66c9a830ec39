import Sequencer from '@jest/test-sequencer';

// Seconds, roughly; less for what keeps every core busy, so that such do not meet. What jest remembers of earlier runs is not there in a fresh clone, and the shortest files take longest.
const known = {
  'hostile-fields': 70,
  rebuild: 70,
  outages: 55,
  'webhooks-apart': 50,
  start: 50,
  recover: 40,
  'notary-faults': 38,
  import: 38,
  kills: 37,
  'notary-life': 32,
  streams: 30,
  retries: 29,
  'open-transaction': 27,
  'recover-views': 27,
  'stuck-database': 26,
  'rate-limit': 24,
  subscribers: 23,
  generations: 18,
  'rebuild-verb': 17,
  replay: 17,
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
  page: 11,
  'rebuilt-exports': 13,
  unsigned: 10,
  'webhooks-history': 10,
};

/** So that no worker begins something long when the others are done. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const secondsOf = ({ path }) => known[/([^/\\]+)\.spec\.ts$/.exec(path)?.[1]] ?? 0;
    return super.sort(tests).sort((one, other) => secondsOf(other) - secondsOf(one));
  }
}

import { describeWithKafka } from '../parts/services.js';
import { runKills } from '../soak/kills.js';

describeWithKafka('parts that are killed at random moments', () => {
  test('lose nothing, double nothing, tear nothing: ten kills under four writers', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const report = await runKills({ kills: 10, seconds: 8, writers: 4, stories: 200, seed });
    process.stdout.write(`${JSON.stringify(report)}\n`);
    expect(report.acknowledged).toBeGreaterThan(100);
    // A database that is away is the one refusal that a well-behaved writer meets.
    expect(Object.keys(report.refusals).filter((code) => code !== 'ledger-unavailable')).toEqual([]);
  }, 300_000);
});

import { describeWithKafka } from '../parts/services.js';
import { runRebuild } from '../soak/rebuild.js';

describeWithKafka('views that are rebuilt while they are published to and read', () => {
  test('are read without a failure or a mixture, whenever the rebuild is killed, and are equal at the end', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const report = await runRebuild({
      ...{ kills: 3, seconds: 10, stories: 60, marked: 4, history: 1_500 },
      ...{ eventsPerSecond: 100, readers: 3, seed },
    });
    process.stdout.write(`${JSON.stringify(report)}\n`);
    expect(report.faults).toEqual([]);
    expect(report.reads).toBeGreaterThan(200);
    // The machine of the tests is busy; the soak holds it to the second.
    expect(report.slowestAtSwitchMs).toBeLessThan(Math.max(2_000, 2 * report.slowestElsewhereMs));
  }, 300_000);
});

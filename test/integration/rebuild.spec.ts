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
    // How slow a read is depends on the machine; a switch that is waited for shows in all of them.
    expect(report.atSwitch.mostMs).toBeLessThan(Math.max(1_000, 3 * report.elsewhere.mostMs));
  }, 300_000);
});

import { describeWithKafka } from '../parts/services.js';
import { runSubscribers } from '../soak/subscribers.js';

describeWithKafka('those who follow by filters', () => {
  test('see each position of theirs once, in order, however often they, the reader and the projector die', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const plan = { subscribers: 100, stories: 50, eventsPerSecond: 300, seconds: 8, kills: 2, seed };
    const report = await runSubscribers(plan);
    process.stdout.write(`${JSON.stringify(report)}\n`);
    expect(report.deliveries).toBeGreaterThan(1_000);
    expect(report.copies).toBeGreaterThan(5);
    expect(report.connections).toBeGreaterThan(200);
  }, 240_000);
});

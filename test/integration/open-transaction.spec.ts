import { describeWithKafka } from '../parts/services.js';
import { runOpenTransaction } from '../soak/open-transaction.js';

describeWithKafka('a transaction that stays open', () => {
  test('slows neither appends nor relay nor projector', async () => {
    const report = await runOpenTransaction(6, 32);
    process.stdout.write(`${JSON.stringify(report)}\n`);
    // At this size the rates of two runs differ by themselves; the soak holds them to 0.9.
    expect(report.ratio).toBeGreaterThan(0.6);
  }, 180_000);
});

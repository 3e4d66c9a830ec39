import { testPostgres } from '../parts/services.js';
import { runIdleSubscribers } from '../soak/idle-subscribers.js';

test('many who wait cost little and wait for little, and who stops reading is cut off', async () => {
  const plan = { clients: 1_000, events: 4, paused: 100, pushed: 8_000_000 };
  const report = await runIdleSubscribers(testPostgres(), plan);
  process.stdout.write(`${JSON.stringify(report)}\n`);
  expect(report.p50).toBeLessThanOrEqual(report.p99);
  expect(report.p99).toBeLessThanOrEqual(1_000);
  expect(report.cutOff).toBe(plan.paused);
  expect(report.residentMb).toBeLessThan(512);
  // Twice what may wait for it: the memory that a collector has not given back yet is in it too.
  expect(report.pausedKb).toBeLessThan(2 * 262);
}, 120_000);

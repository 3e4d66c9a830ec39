import { testPostgres } from '../parts/services.js';
import { runRetries } from '../soak/retries.js';

test('clients that retry by the rules lose nothing and double nothing when publishers are killed', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const report = await runRetries(testPostgres(), { kills: 8, writers: 24, stories: 40, seed });
  process.stdout.write(`${JSON.stringify(report)}\n`);
  expect(report.publishes).toBeGreaterThan(200);
  expect(report.retries).toBeGreaterThan(0);
}, 180_000);

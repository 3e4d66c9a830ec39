import { testPostgres } from '../parts/services.js';
import { runTampering } from '../soak/tampering.js';
import { tamperings } from '../soak/tampering-kinds.js';

test('what a superuser did to a signed ledger is found where he did it, and nothing else is', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const { located, cleanRuns } = await runTampering(testPostgres(), { tamperings: 110, seed });
  expect(Object.keys(located)).toEqual(Object.keys(tamperings));
  expect(cleanRuns).toBe(110);
}, 60_000);

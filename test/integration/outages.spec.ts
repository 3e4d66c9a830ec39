import { describeWithKafka } from '../parts/services.js';
import { outages } from '../soak/outages.js';
import { openProcessHouse } from '../soak/process-house.js';
import type { ProcessHouse } from '../soak/process-house.js';

describeWithKafka('what may happen to the parts', () => {
  let house: ProcessHouse;

  beforeAll(async () => {
    house = await openProcessHouse();
  }, 120_000);

  afterAll(() => house.close(), 30_000);

  // In this order: the last one leaves two histories behind.
  test.each(Object.entries(outages))('%s', async (_name, run) => run(house, 2_000), 120_000);
});

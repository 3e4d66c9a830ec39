import { readFile, readdir } from 'node:fs/promises';
import type pg from 'pg';
import { badPlans, checkPlans } from '../parts/check-plans.js';
import type { CheckedPlan } from '../parts/check-plans.js';
import { fillViews } from '../parts/fill-views.js';
import { makeDatabase } from '../parts/make-database.js';
import { openViews } from '../parts/views-database.js';
import { testPostgres } from '../parts/services.js';

const folders = ['libs/views/src/queries', 'libs/views/src/follow'];
// The soak has a million: there is less in the way of a scan that would be cheaper here.
const rows = 200_000;

describe('reading from views of many stories', () => {
  let pool: pg.Pool;
  let checked: readonly CheckedPlan[];

  beforeAll(async () => {
    const database = await makeDatabase(testPostgres());
    pool = openViews(database.owner);
    await fillViews(pool, rows);
    checked = await checkPlans(pool);
  }, 180_000);

  afterAll(() => pool.end());

  test('reads no whole table, and as many blocks as the answer needs', () => {
    expect(badPlans(checked)).toEqual([]);
  });

  test('is tried with every statement there is', async () => {
    const tried = [...new Set(checked.map(({ statement }) => statement))];
    const files = (
      await Promise.all(folders.map(async (folder) => (await readdir(folder)).map((file) => `${folder}/${file}`)))
    ).flat();
    for (const file of files.filter((file) => !file.endsWith('.spec.ts'))) {
      const text = await readFile(file, 'utf8');
      const names = [...text.matchAll(/name: (\[?)'([a-z_]+)'/g)];
      if (text.includes('pool.query')) expect([file, names]).not.toEqual([file, []]);
      // What a list is asked is in its name too.
      for (const [, begins, name = ''] of names) {
        const isTried = tried.some((one) => one === name || (begins === '[' && one.startsWith(`${name}_`)));
        expect([file, name, isTried]).toEqual([file, name, true]);
      }
    }
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#apps/cli';
import { until } from '../parts/until.js';

test('PostgreSQL starts again after its postmaster was killed and leaves no backend of the old one at its data', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'newsledger-postgres-'));
  const first = await startEmbeddedPostgres(folder);
  const client = new pg.Client({ connectionString: first.urlOf('postgres') });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`create table kept as select 1 as one`);
  // A backend that computes does not look whether its postmaster still lives.
  const computing = client
    .query(`select count(*) from generate_series(1, 100000000000)`)
    .catch(() => 'its backend is gone');
  process.kill(first.pid, 'SIGKILL');
  await until('the postmaster is gone', () => !isThere(first.pid));
  const second = await startEmbeddedPostgres(folder);
  try {
    await expect(computing).resolves.toBe('its backend is gone');
    const again = new pg.Client({ connectionString: second.urlOf('postgres') });
    await again.connect();
    expect((await again.query(`select one from kept`)).rows).toEqual([{ one: 1 }]);
    await again.end();
  } finally {
    await second.stop();
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { createKey, identitySchema } from '#identity';
import { openPool, requireSchema, schemaName } from '#postgres';
import type { Settings } from '#runtime';
import { placesOf } from './migrate.js';

export async function createPublisherKey(settings: Settings, holder: string): Promise<void> {
  const schema = schemaName(settings.prefix, identitySchema);
  const pool = openPool({ url: placesOf(settings).identity, schema, applicationName: 'newsledger keys', max: 1 });
  try {
    await requireSchema(pool, identitySchema);
    process.stdout.write(`${await createKey(pool, holder, ['publish'])}\n`);
  } finally {
    await pool.end();
  }
}

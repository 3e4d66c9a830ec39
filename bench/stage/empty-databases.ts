import type { EmbeddedPostgres } from '#apps/cli';
import { openClient, quoteIdentifier } from '#postgres';
import { createDatabase } from './open-postgres.js';

/** A database of its own for each run, dropped behind it: each begins with empty tables. */
export class EmptyDatabases {
  private count = 0;

  constructor(private readonly postgres: EmbeddedPostgres) {}

  async with<T>(work: (url: string) => Promise<T>): Promise<T> {
    this.count += 1;
    const name = `empty_${this.count}`;
    const url = await createDatabase(this.postgres, name);
    try {
      return await work(url);
    } finally {
      const client = openClient({ url: this.postgres.urlOf('postgres'), schema: 'public', applicationName: 'bench' });
      await client.connect();
      await client.query(`drop database ${quoteIdentifier(name)} with (force)`);
      await client.end();
    }
  }
}

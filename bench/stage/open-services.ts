import { readFile } from 'node:fs/promises';
import { createKey, identitySchema } from '#identity';
import { ledgerSchema } from '#ledger';
import { migrate, openPool, schemaName } from '#postgres';
import { slotSchemas, viewsSchema } from '#views';
import { inRepository } from '../repository.js';
import { runServer } from './run-server.js';
import type { Server } from './run-server.js';
import type { Stage } from './stage.js';

const prefix = 'newsledger';

export type ServiceName = 'publisher' | 'relay' | 'projector' | 'reader' | 'notary';

/** The tables of the whole product in a database of its own, and a key to publish with. */
export async function prepareDatabase(url: string): Promise<{ readonly key: string }> {
  for (const definition of [ledgerSchema, viewsSchema, ...slotSchemas, identitySchema])
    await migrate({ url, prefix }, definition);
  const schema = schemaName(prefix, identitySchema);
  const pool = openPool({ url, schema, applicationName: 'bench keys', max: 1 });
  try {
    return { key: await createKey(pool, 'bench', ['publish']) };
  } finally {
    await pool.end();
  }
}

/** The image says how much memory a service may take; here it may take no more. */
export async function readNodeOptions(): Promise<string> {
  const options = /NODE_OPTIONS="([^"]+)"/.exec(await readFile(inRepository('Dockerfile'), 'utf8'))?.[1];
  if (options === undefined) throw new Error('the Dockerfile sets no NODE_OPTIONS');
  return options;
}

/** One service of the product as it is run in the image: a process of its own, configured by its environment. */
export async function runService(
  stage: Stage,
  name: ServiceName,
  databaseUrl: string,
  brokers: readonly string[] = [],
  settings: Readonly<Record<string, string>> = {},
): Promise<Server> {
  return runServer(stage, name, inRepository('dist', 'apps', name, 'src', 'main.js'), {
    DATABASE_URL: databaseUrl,
    NEWSLEDGER_SCHEMA: prefix,
    NODE_OPTIONS: await readNodeOptions(),
    ...(brokers.length === 0 ? {} : { KAFKA_BROKERS: brokers.join(',') }),
    ...settings,
  });
}

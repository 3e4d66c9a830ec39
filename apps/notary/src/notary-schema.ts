import { sqlFolder } from '#postgres';
import type { SchemaDefinition } from '#postgres';

/** The tree and its checkpoints, in the ledger's database. */
export const notarySchema: SchemaDefinition = {
  name: 'notary',
  folder: sqlFolder(import.meta.url),
  grants: [{ service: 'notary', privileges: 'select, insert', on: 'node, checkpoint, signing_key' }],
};

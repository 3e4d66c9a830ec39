import { sqlFolder } from '#postgres';
import type { SchemaDefinition } from '#postgres';

/** Who may read the record and who may add to it; nobody may change it, which triggers see to. */
export const ledgerSchema: SchemaDefinition = {
  name: 'ledger',
  folder: sqlFolder(import.meta.url),
  grants: [
    { service: 'publisher', privileges: 'select, insert', on: 'event, payload' },
    { service: 'publisher', privileges: 'select, insert, delete', on: 'idempotency, rejected' },
    { service: 'publisher', privileges: 'select, insert, update', on: 'snapshot' },
    { service: 'publisher', privileges: 'select', on: 'epoch' },
    { service: 'relay', privileges: 'select', on: 'event, payload, epoch, given_up' },
    { service: 'projector', privileges: 'select', on: 'event, payload, epoch' },
    { service: 'notary', privileges: 'select', on: 'event, payload, epoch' },
  ],
};

/** Rung after an append. It only wakes: the tables are the truth. */
export const ledgerChannel = (schema: string): string => `${schema}.event`;

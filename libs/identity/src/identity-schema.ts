import { sqlFolder } from '#postgres';
import type { SchemaDefinition } from '#postgres';

export const identitySchema: SchemaDefinition = {
  name: 'identity',
  folder: sqlFolder(import.meta.url),
  grants: [
    { service: 'publisher', privileges: 'select', on: 'key' },
    { service: 'publisher', privileges: 'select, insert, update', on: 'limit_use' },
    { service: 'reader', privileges: 'select', on: 'key' },
    { service: 'courier', privileges: 'select', on: 'key' },
    { service: 'notary', privileges: 'select', on: 'key' },
  ],
};

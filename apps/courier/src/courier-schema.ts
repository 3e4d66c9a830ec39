import { sqlFolder } from '#postgres';
import type { SchemaDefinition } from '#postgres';

/** Webhooks and how far they are, beside the views. */
export const courierSchema: SchemaDefinition = {
  name: 'courier',
  folder: sqlFolder(import.meta.url),
  grants: [{ service: 'courier', privileges: 'select, insert, update, delete', on: 'webhook, attempt' }],
};

/** Rung when a webhook has something to do that no event brought. */
export const courierChannel = (schema: string): string => `${schema}.webhook`;

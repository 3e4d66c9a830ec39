import { sqlFolder } from '#postgres';
import type { SchemaDefinition } from '#postgres';

/** The views have one writer, the projector. */
export const viewsSchema: SchemaDefinition = {
  name: 'views',
  folder: sqlFolder(import.meta.url),
  grants: [
    { service: 'projector', privileges: 'select, insert', on: 'origin, log, change' },
    { service: 'projector', privileges: 'select, insert, update', on: 'view_row, story_head' },
    { service: 'reader', privileges: 'select', on: 'origin, log, change, view_row, story_head' },
  ],
};

/** Rung after each batch; the payload is the last position. */
export const viewsChannel = (schema: string): string => `${schema}.log`;

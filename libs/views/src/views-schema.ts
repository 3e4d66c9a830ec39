import { sqlFolder } from '#postgres';
import type { SchemaDefinition } from '#postgres';

/** The views have one writer, the projector. */
export const viewsSchema: SchemaDefinition = {
  name: 'views',
  folder: sqlFolder(import.meta.url),
  grants: [
    { service: 'projector', privileges: 'select, insert', on: 'origin, log, change, said_by' },
    { service: 'projector', privileges: 'select, insert, update', on: 'view_row, story_head' },
    { service: 'reader', privileges: 'select', on: 'origin, log, change, said_by, view_row, story_head' },
    { service: 'courier', privileges: 'select', on: 'origin, log, change' },
  ],
};

/** What dashboards read that connect to the database themselves: docs/dashboards.md. */
export const dashboardsSchema: SchemaDefinition = {
  name: 'dashboards',
  folder: new URL('dashboards/', viewsSchema.folder),
  over: viewsSchema,
  grants: [
    {
      service: 'dashboard',
      privileges: 'select',
      on: `stories, estimates, current_estimates, claims, positions, current_positions, statements, occurrences, sources,
        corrections, retractions, record`,
    },
  ],
};

/** Rung after each batch; the payload is the last position. */
export const viewsChannel = (schema: string): string => `${schema}.log`;

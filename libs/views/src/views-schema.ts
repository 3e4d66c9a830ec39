import { sqlFolder } from '#postgres';
import type { SchemaDefinition } from '#postgres';
import { slots, slotSchema } from './generations/slot.js';

/** The views have one writer, the projector. */
export const viewsSchema: SchemaDefinition = {
  name: 'views',
  folder: sqlFolder(import.meta.url),
  grants: [
    { service: 'projector', privileges: 'select, insert', on: 'origin, log' },
    { service: 'projector', privileges: 'select, insert, update', on: 'generation, shown' },
    { service: 'projector', privileges: 'execute', on: 'function lock_log()' },
    { service: 'reader', privileges: 'select', on: 'origin, log, generation, shown' },
    { service: 'courier', privileges: 'select', on: 'origin, log, generation, shown' },
  ],
};

/** Where generations of the views are kept, each in one of two schemas. */
export const slotSchemas: readonly SchemaDefinition[] = slots.map((slot) => ({
  name: slotSchema(viewsSchema.name, slot),
  folder: new URL('generation/', viewsSchema.folder),
  grants: [
    {
      service: 'projector',
      privileges: 'select, insert, update, delete',
      on: 'view_row, change, said_by, story_head, parked',
    },
    { service: 'projector', privileges: 'select', on: 'index_definition' },
    { service: 'projector', privileges: 'execute', on: 'function make_index(integer), clear_slot(), analyze_slot()' },
    { service: 'reader', privileges: 'select', on: 'view_row, change, said_by, story_head, parked' },
    { service: 'courier', privileges: 'select', on: 'change, parked' },
  ],
}));

/** What dashboards read that connect to the database themselves: docs/dashboards.md. */
export const dashboardsSchema: SchemaDefinition = {
  name: 'dashboards',
  folder: new URL('dashboards/', viewsSchema.folder),
  over: viewsSchema,
  // The views of the first files are made on the tables of one slot, and a later file lets them see both.
  beside: slotSchemas.slice(0, 1),
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

/** Rung when another generation is shown, or a story is folded again that was parked. */
export const generationsChannel = (schema: string): string => `${schema}.generations`;

import type { DatabaseOptions } from '#postgres';

export const slots = ['blue', 'green'] as const;

/** Where one generation of the views is kept: a schema beside that of the log. */
export type Slot = (typeof slots)[number];

/** What a generation is made of; who is parked belongs to the rows. */
export const foldedViews = ['rows', 'changes', 'voices'] as const;

export type FoldedView = (typeof foldedViews)[number];

export const otherSlot = (slot: Slot): Slot => (slot === 'blue' ? 'green' : 'blue');

export const slotSchema = (schema: string, slot: Slot): string => `${schema}_${slot}`;

/** The views as whoever reads or writes one generation of them sees them. */
export const inSlot = (database: DatabaseOptions, slot: Slot): DatabaseOptions => ({
  ...database,
  beside: slotSchema(database.schema, slot),
});

/**
 * The number of what this code folds events into. It grows with every change of what a row or a change says, and a
 * generation of an earlier number is folded anew.
 */
export const viewsDefinition = 1;

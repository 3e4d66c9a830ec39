import type { Fact } from './data-classes.js';

declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** A slug, `[a-z0-9][a-z0-9-]{0,99}`. */
export type StoryId = Branded<string, 'StoryId'>;
/** Letters, digits, `. _ -`, at most 64; unique within its story. The event that introduces a fact names the fact. */
export type EventId = Branded<string, 'EventId'>;
/** The place in the ledger: 1, 2, 3 … without a hole; 0 is before everything. */
export type Position = Branded<number, 'Position'>;
/** The place in the story: 1, 2, 3 … without a hole; 0 is before the story. */
export type Version = Branded<number, 'Version'>;

export const storyId = (text: string): StoryId => text as StoryId;
export const eventId = (text: string): EventId => text as EventId;
export const position = (count: number): Position => count as Position;
export const version = (count: number): Version => count as Version;

/**
 * An event as a newsroom publishes it, valid and with an id. `bytes` is the RFC 8785 form of the data as it was sent,
 * in its schema version; `data` reads as the current one.
 */
export type NewEvent = Fact & {
  readonly id: EventId;
  readonly schemaVersion: number;
  readonly publishedAt?: string;
  readonly actor?: string;
  readonly bytes: string;
};

/** An event as it stands in the ledger, on the topic and in the views' log. */
export interface StoredEvent {
  readonly position: Position;
  readonly story: StoryId;
  readonly version: Version;
  readonly id: EventId;
  /** The position of the last event published together with this one. */
  readonly commit: Position;
  readonly type: string;
  readonly schemaVersion: number;
  /** RFC 3339 UTC, µs. */
  readonly recordedAt: string;
  /** The opaque id of the key that published it. */
  readonly recordedBy: string;
  readonly publishedAt?: string;
  readonly actor?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  /** The stored bytes of the data: RFC 8785 canonical JSON. */
  readonly data: string;
  /** 16 random bytes, hexadecimal: what makes the commitment to data and actor unguessable. */
  readonly salt: string;
}

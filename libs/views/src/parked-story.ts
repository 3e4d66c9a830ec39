export const parkedReasons = [
  'unknown-type',
  'unknown-schema-version',
  'unreadable-data',
  'unfoldable',
  'unwritable',
] as const;

export type ParkedReason = (typeof parkedReasons)[number];

/** A story whose events cannot be folded from a position on. All other stories flow. */
export interface ParkedStory {
  readonly story: string;
  /** The first position that is not folded: a publish is shown whole or not at all. */
  readonly position: number;
  /** The position of the event that cannot be folded. */
  readonly event: number;
  readonly reason: ParkedReason;
  readonly detail: string;
}

/** What a read of a story says of its parking. */
export type ParkedNote = Omit<ParkedStory, 'story'>;

/** The stories that are parked, by their names. */
export type ParkedStories = ReadonlyMap<string, ParkedStory>;

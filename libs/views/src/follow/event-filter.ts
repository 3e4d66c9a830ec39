/** Which events somebody follows: each list that is there must name the event; absent, it asks nothing. */
export interface EventFilter {
  readonly stories?: readonly string[];
  readonly types?: readonly string[];
  /** Of parties and speakers who say what the event is of, or of whose words it is a correction or a retraction. */
  readonly parties?: readonly string[];
}

export interface Followed {
  readonly story: string;
  readonly type: string;
  readonly voices: readonly string[];
}

/** The same as the conditions of `readFollowed` in SQL. */
export function passes({ stories, types, parties }: EventFilter, { story, type, voices }: Followed): boolean {
  return (
    (stories === undefined || stories.includes(story)) &&
    (types === undefined || types.includes(type)) &&
    (parties === undefined || parties.some((party) => voices.includes(party)))
  );
}

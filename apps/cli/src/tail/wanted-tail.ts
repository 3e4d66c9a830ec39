export interface TailOptions {
  readonly type?: readonly string[];
  readonly party?: readonly string[];
  readonly after?: string;
  readonly since?: string;
  readonly last?: string;
  readonly events?: boolean;
}

/** What is followed, as the API is asked for it; without a start, what comes from now on. */
export interface WantedTail {
  readonly as: 'events' | 'changes';
  readonly filter: readonly (readonly [name: 'story' | 'type' | 'party', value: string])[];
  readonly start: readonly [name: 'after' | 'since', value: string] | undefined;
}

/** What the command line asks to follow, or the sentence that says why it asks nothing. */
export function readTail(stories: readonly string[], options: TailOptions): WantedTail | string {
  const { type = [], party = [], after, since, last, events = false } = options;
  if ([after, since, last].filter((one) => one !== undefined).length > 1) {
    return 'it begins at one place: --after, --since or --last';
  }
  if (after !== undefined && !/^\d{1,15}$/.test(after)) return '--after must be a position, 0 or more';
  if (last !== undefined && !/^[1-9]\d{0,4}$/.test(last)) return '--last must be a whole number, 1 or more';
  const areChanges = stories.length > 0 && type.length === 0 && party.length === 0 && !events;
  return {
    as: areChanges ? 'changes' : 'events',
    filter: [
      ...stories.map((value) => ['story', value] as const),
      ...type.map((value) => ['type', value] as const),
      ...party.map((value) => ['party', value] as const),
    ],
    start: startOf(after, since, last),
  };
}

function startOf(after?: string, since?: string, last?: string): WantedTail['start'] {
  if (since !== undefined) return ['since', since];
  if (last !== undefined) return ['after', `-${last}`];
  return after === undefined ? undefined : ['after', after];
}

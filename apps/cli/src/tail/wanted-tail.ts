export interface TailOptions {
  readonly type?: readonly string[];
  readonly party?: readonly string[];
  readonly after?: string;
  readonly since?: string;
  readonly last?: string;
  readonly events?: boolean;
}

/** Where it begins; without any of them, now. */
export interface TailStart {
  readonly after?: number;
  readonly since?: string;
  readonly last?: number;
}

/** What is followed: changes of stories, or events that a filter passes. */
export type WantedTail = { readonly start: TailStart; readonly stories: readonly string[] } & (
  | { readonly as: 'changes' }
  | { readonly as: 'events'; readonly types: readonly string[]; readonly parties: readonly string[] }
);

/** What the command line asks to follow, or the sentence that says why it asks nothing. */
export function readTail(stories: readonly string[], options: TailOptions): WantedTail | string {
  const { type: types = [], party: parties = [], after, since, last, events = false } = options;
  if ([after, since, last].filter((one) => one !== undefined).length > 1) {
    return 'it begins at one place: --after, --since or --last';
  }
  if (after !== undefined && !/^\d{1,15}$/.test(after)) return '--after must be a position, 0 or more';
  if (last !== undefined && !/^[1-9]\d{0,4}$/.test(last)) return '--last must be a whole number, 1 or more';
  const start = {
    ...(after === undefined ? {} : { after: Number(after) }),
    ...(since === undefined ? {} : { since }),
    ...(last === undefined ? {} : { last: Number(last) }),
  };
  const areChanges = stories.length > 0 && types.length === 0 && parties.length === 0 && !events;
  return areChanges ? { as: 'changes', start, stories } : { as: 'events', start, stories, types, parties };
}

import type { Connection } from '../connection.js';
import { follow } from './follow.js';
import type { FollowOptions } from './follow.js';
import { keepRows } from './keep-rows.js';
import type { KeptRows } from './keep-rows.js';
import type { Step } from './messages.js';

const wanted = (stories: readonly string[]) => ({ query: { as: 'changes', story: stories }, beginning: {} });

/** What changes in stories, told and as rows. */
export async function* followChanges(
  connection: Connection,
  stories: readonly string[],
  options: FollowOptions,
): AsyncGenerator<Step, void, undefined> {
  // Who wants no copy has no use for the one that the server begins with.
  for await (const { event, data, epoch } of follow(connection, { ...wanted(stories), beginsNow: true }, options)) {
    if (event === 'change') yield { ...(data as Omit<Step, 'epoch'>), epoch };
  }
}

/** A copy of the rows of a story, from now on. */
export function followRows(
  connection: Connection,
  story: string,
  options: Omit<FollowOptions, 'after'>,
): AsyncGenerator<KeptRows, void, undefined> {
  return keepRows(follow(connection, { ...wanted([story]), beginsNow: false }, { ...options, after: undefined }));
}

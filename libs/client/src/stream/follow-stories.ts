import type { Connection } from '../connection.js';
import { follow } from './follow.js';
import type { FollowOptions } from './follow.js';
import { keepRows } from './keep-rows.js';
import type { KeptRows } from './keep-rows.js';
import type { Step } from './messages.js';
import { stoppable } from './stoppable.js';

const wanted = (stories: readonly string[]) => ({ query: { as: 'changes', story: stories } });

/** What changes in stories, told and as rows. */
export function followChanges(
  connection: Connection,
  stories: readonly string[],
  options: FollowOptions,
): AsyncGenerator<Step, void, undefined> {
  return stoppable(options.signal, async function* (signal) {
    // Who wants no copy has no use for the one that the server begins with.
    for await (const { event, data, epoch } of follow(connection, wanted(stories), options, signal)) {
      if (event === 'change') yield { ...(data as Omit<Step, 'epoch'>), epoch };
    }
  });
}

/** A copy begins as the story is now. */
export type CopyOptions = Omit<FollowOptions, 'after' | 'last' | 'since'>;

/** A copy of the rows of a story, from now on. */
export function followRows(
  connection: Connection,
  story: string,
  options: CopyOptions,
): AsyncGenerator<KeptRows, void, undefined> {
  const { epoch, signal, onOpen, onLost } = options;
  const copy = { ...wanted([story]), isCopy: true };
  return stoppable(signal, (inner) => keepRows(follow(connection, copy, { epoch, onOpen, onLost }, inner)));
}

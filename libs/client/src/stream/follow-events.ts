import type { Connection } from '../connection.js';
import type { EventToPublish } from '../publish.js';
import { follow } from './follow.js';
import type { FollowOptions } from './follow.js';
import type { FollowedEvent } from './messages.js';
import { stoppable } from './stoppable.js';

export interface EventsOptions extends FollowOptions {
  readonly stories?: readonly string[] | undefined;
  readonly types?: readonly EventToPublish['type'][] | undefined;
  /** Parties and speakers whose words the events are of. */
  readonly parties?: readonly string[] | undefined;
}

/** The record, or what passes a filter of it, as it comes. */
export function followEvents(
  connection: Connection,
  { stories, types, parties, ...options }: EventsOptions,
): AsyncGenerator<FollowedEvent, void, undefined> {
  const query = { story: stories, type: types, party: parties };
  return stoppable(options.signal, async function* (signal) {
    for await (const { event, data } of follow(connection, { query }, options, signal)) {
      if (event !== 'position') yield data as FollowedEvent;
    }
  });
}

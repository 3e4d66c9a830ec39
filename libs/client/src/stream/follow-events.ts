import type { Connection } from '../connection.js';
import type { EventToPublish } from '../publish.js';
import { follow } from './follow.js';
import type { FollowOptions } from './follow.js';
import type { FollowedEvent } from './messages.js';

export interface EventsOptions extends FollowOptions {
  /** Instead of `after`: begin so many events back. */
  readonly last?: number | undefined;
  /** Instead of `after`: begin at this time (RFC 3339). */
  readonly since?: string | undefined;
  readonly stories?: readonly string[] | undefined;
  readonly types?: readonly EventToPublish['type'][] | undefined;
  /** Parties and speakers whose words the events are of. */
  readonly parties?: readonly string[] | undefined;
}

/** The record, or what passes a filter of it, as it comes. */
export async function* followEvents(
  connection: Connection,
  { last, since, stories, types, parties, ...options }: EventsOptions,
): AsyncGenerator<FollowedEvent, void, undefined> {
  const query = { story: stories, type: types, party: parties };
  const beginning = { after: last === undefined ? undefined : -last, since };
  const beginsNow = last === undefined && since === undefined;
  for await (const { event, data } of follow(connection, { query, beginning, beginsNow }, options)) {
    if (event !== 'position') yield data as FollowedEvent;
  }
}

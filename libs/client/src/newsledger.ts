import type { Corrections, Event, PartyStatements, Published, Stories } from './api.js';
import { connectionOf } from './connection.js';
import type { Connection, NewsledgerOptions } from './connection.js';
import { publish } from './publish.js';
import type { EventToPublish, PublishOptions } from './publish.js';
import { list } from './read.js';
import type { Asked } from './read.js';
import { followEvents } from './stream/follow-events.js';
import type { EventsOptions } from './stream/follow-events.js';
import type { FollowedEvent, Step } from './stream/messages.js';
import { followChanges } from './stream/follow-stories.js';
import type { FollowOptions } from './stream/follow.js';
import { StoryReader } from './story-reader.js';

type Items<Item> = AsyncGenerator<Item, void, undefined>;

/** A client of one Newsledger. Lists are read page by page as a loop over them goes on. */
export class Newsledger {
  private readonly connection: Connection;

  constructor(options: NewsledgerOptions) {
    this.connection = connectionOf(options);
  }

  /** Publishes events to a story, all or none; what may pass is tried again, and can never be recorded twice. */
  publish(story: string, events: readonly EventToPublish[], options: PublishOptions = {}): Promise<Published> {
    return publish(this.connection, story, events, options);
  }

  /** One story, to be read or followed. */
  story(story: string): StoryReader {
    return new StoryReader(this.connection, story);
  }

  stories(asked: Asked<'/v1/stories'> = {}): Items<Stories['stories'][number]> {
    return list(this.connection, '/v1/stories', {}, asked, (answer) => answer.stories);
  }

  /** Corrections and retractions across stories, the latest first. */
  corrections(asked: Asked<'/v1/corrections'> = {}): Items<Corrections['corrections'][number]> {
    return list(this.connection, '/v1/corrections', {}, asked, (answer) => answer.corrections);
  }

  /** What a party or a speaker said, in all stories, the latest recorded first. */
  statementsOf(
    party: string,
    asked: Asked<'/v1/parties/{party}/statements'> = {},
  ): Items<PartyStatements['statements'][number]> {
    return list(this.connection, '/v1/parties/{party}/statements', { party }, asked, (answer) => answer.statements);
  }

  /** The record of all stories, as far as it is there. */
  record(asked: Asked<'/v1/events'> = {}): Items<Event> {
    return list(this.connection, '/v1/events', {}, asked, (answer) => answer.events);
  }

  /** The record as it comes, without an end. */
  events(options: EventsOptions = {}): Items<FollowedEvent> {
    return followEvents(this.connection, options);
  }

  /** What changes in several stories, as in one: over a single connection. */
  changes(stories: readonly string[], options: FollowOptions = {}): Items<Step> {
    return followChanges(this.connection, stories, options);
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { connectKafka, Topic } from '#bus';
import type { BusOptions } from '#bus';
import type { KeepAliveClient } from '../measure/keep-alive-client.js';
import { openClients, publish } from '../publish/publish-load.js';
import { prepareDatabase, runService } from '../stage/open-services.js';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import type { Stage } from '../stage/stage.js';
import { tell } from '../tell.js';
import { MixedStory } from './mixed-story.js';

const writers = 16;
const storiesOfEach = 64;
const topic = 'newsledger.events';
const lookMs = 100;

/** A desk: one connection and the stories that nobody else writes. */
interface Desk {
  readonly client: KeepAliveClient;
  readonly stories: readonly { readonly id: string; readonly told: MixedStory }[];
  turn: number;
}

/** The topic as the product fills it: published over HTTP, decided, recorded, and relayed. It grows as it is asked to. */
export class FilledTopic {
  private events = 0;

  private constructor(
    private readonly desks: readonly Desk[],
    private readonly bus: BusOptions,
  ) {}

  static async open(
    stage: Stage,
    url: string,
    brokers: readonly string[],
    estimates: ReadyEstimates,
  ): Promise<FilledTopic> {
    const { key } = await prepareDatabase(url);
    const publisher = await runService(stage, 'publisher', url);
    await runService(stage, 'relay', url, brokers);
    const place = { url: publisher.url, headers: { authorization: `Bearer ${key}` } };
    const clients = await openClients(place, writers);
    const desks = clients.map((client, desk) => ({
      client,
      turn: 0,
      stories: Array.from({ length: storiesOfEach }, (_, of) => {
        const number = desk + of * writers;
        return { id: `story-${number}`, told: new MixedStory(estimates, number) };
      }),
    }));
    return new FilledTopic(desks, { brokers, ssl: false, topic, clientId: 'bench' });
  }

  /** Resolves once the topic holds at least so many events. */
  async holds(events: number): Promise<void> {
    if (this.events >= events) return;
    tell(`  ${events} events are published to ${writers * storiesOfEach} stories`);
    await Promise.all(this.desks.map((desk) => this.publishUntil(desk, events)));
    const seen = await Topic.connect(connectKafka(this.bus), this.bus);
    try {
      while (((await seen.extent())?.end ?? 0) < this.events) await delay(lookMs);
    } finally {
      await seen.close();
    }
  }

  private async publishUntil(desk: Desk, events: number): Promise<void> {
    while (this.events < events) {
      const story = desk.stories[desk.turn % desk.stories.length];
      if (story === undefined) throw new Error('a desk without stories');
      desk.turn += 1;
      const commit = story.told.nextCommit();
      await publish(desk.client, story.id, JSON.stringify({ events: commit }));
      this.events += commit.length;
    }
  }
}

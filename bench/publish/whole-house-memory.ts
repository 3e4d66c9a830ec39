import type { Finding } from '../benchmark.js';
import { KeepAliveClient } from '../measure/keep-alive-client.js';
import { watchMemory } from '../measure/resident-memory.js';
import { openKafka } from '../stage/open-kafka.js';
import { runService } from '../stage/open-services.js';
import type { Server } from '../stage/run-server.js';
import type { Stage } from '../stage/stage.js';
import { tell } from '../tell.js';
import type { PublishLoad, PublishPlace } from './publish-load.js';
import { storyAt } from './publish-load.js';

const mostMegabytes = 200;

/**
 * The memory of every service while the house works with Kafka: publishers never pause, the relay and the projector
 * follow from the beginning of the record, and somebody reads.
 */
export async function measureHouseMemory(
  stage: Stage,
  publisher: Server,
  place: PublishPlace,
  load: PublishLoad,
  databaseUrl: string,
  seconds: number,
): Promise<readonly Finding[]> {
  tell('  the memory of all services under load');
  const { brokers } = await openKafka(stage);
  const relay = await runService(stage, 'relay', databaseUrl, brokers);
  const projector = await runService(stage, 'projector', databaseUrl, brokers);
  const reader = await runService(stage, 'reader', databaseUrl);
  return watchMemory([publisher, relay, projector, reader], mostMegabytes, async () => {
    const ended = new AbortController();
    const reading = readStories(reader.url, ended.signal);
    await load.run(place, seconds);
    ended.abort();
    await reading;
  });
}

/** Reads one story after the other, as a page does: the story, then what changed. */
async function readStories(url: URL, signal: AbortSignal): Promise<void> {
  const client = await KeepAliveClient.connect(url, {});
  for (let number = 0; !signal.aborted; number += 1) {
    const story = `/v1/stories/${storyAt(number)}`;
    // A story that the projector has not come to yet is not there yet.
    await client.get(story);
    await client.get(`${story}/changes`);
  }
  client.close();
}

import type { Sample } from '../benchmark.js';
import { driveClosedLoop } from '../measure/drive-closed-loop.js';
import { KeepAliveClient } from '../measure/keep-alive-client.js';
import type { ReadyEstimates } from '../stage/ready-estimates.js';

const connections = 64;
const stories = 500;

export const storyAt = (number: number): string => `story-${number % stories}`;

/** Where events are published to, and how a publisher identifies itself there. */
export interface PublishPlace {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/** Publishers that never pause: one event a request, each connection waits for its answer. */
export class PublishLoad {
  private number = 0;

  constructor(private readonly estimates: ReadyEstimates) {}

  async run(place: PublishPlace, seconds: number): Promise<Sample> {
    const clients = await openClients(place, connections);
    try {
      return await driveClosedLoop(connections, seconds, async (writer) => {
        const client = clients[writer];
        this.number += 1;
        if (client !== undefined) await publish(client, storyAt(this.number), bodyOf(this.estimates.take()));
      });
    } finally {
      for (const client of clients) client.close();
    }
  }
}

/** Opens the stories, with the source that the figures cite. Answers the position of the last event. */
export async function openStories(place: PublishPlace): Promise<number> {
  const client = await KeepAliveClient.connect(place.url, place.headers);
  const events = [
    { id: 'story', type: 'StoryOpened', data: { title: 'North Korean troops in Russia', language: 'en' } },
    { id: 'article', type: 'SourceFiled', data: { title: 'News report on North Korean troops in Russia' } },
  ];
  let position = 0;
  for (let number = 0; number < stories; number += 1) {
    position = await publish(client, storyAt(number), JSON.stringify({ events }));
  }
  client.close();
  return position;
}

export function openClients({ url, headers }: PublishPlace, count: number): Promise<KeepAliveClient[]> {
  return Promise.all(Array.from({ length: count }, () => KeepAliveClient.connect(url, headers)));
}

/** Publishes, and answers the position of the last event. */
export async function publish(client: KeepAliveClient, story: string, body: string): Promise<number> {
  const { status, body: answer } = await client.post(`/v1/stories/${story}/events`, body);
  if (status !== 201) throw new Error(`a publish was answered ${status}: ${answer}`);
  return (JSON.parse(answer) as { readonly position: number }).position;
}

/** A publish of one event. */
export function bodyOf({ id, type, bytes }: ReturnType<ReadyEstimates['take']>): string {
  return `{"events":[{"id":"${id}","type":"${type}","data":${bytes}}]}`;
}

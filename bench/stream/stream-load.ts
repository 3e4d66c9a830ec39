import type { Sample } from '../benchmark.js';
import { driveAtRate } from '../measure/drive-at-rate.js';
import { StreamClients } from './stream-clients.js';
import type { StreamFeed } from './stream-feed.js';

/** A server of streams: where they are, and how events are brought to them. */
export interface StreamArm {
  readonly url: URL;
  readonly path: string;
  readonly feed: StreamFeed;
}

const atOnce = 50;

/** Events come as fast as all clients have had those before; each latency is that of one delivery. */
export async function deliverAll({ url, path, feed }: StreamArm, clients: number, seconds: number): Promise<Sample> {
  const followers = await StreamClients.open(url, path, clients);
  const latencies: number[] = [];
  const began = performance.now();
  let fedAt = began;
  followers.onMessage = () => latencies.push(performance.now() - fedAt);
  for (let fed = atOnce; performance.now() - began < seconds * 1_000; fed += atOnce) {
    fedAt = performance.now();
    await feed(atOnce);
    await followers.sees(fed * clients);
  }
  followers.close();
  return { seconds: (performance.now() - began) / 1_000, latencies };
}

/** So many events a second, each by itself; each latency is that of one delivery. */
export async function deliverAtRate(
  { url, path, feed }: StreamArm,
  clients: number,
  rate: number,
  seconds: number,
): Promise<Sample> {
  const followers = await StreamClients.open(url, path, clients);
  const latencies: number[] = [];
  const fedAt: number[] = [];
  followers.onMessage = (number) => latencies.push(performance.now() - (fedAt[number] ?? 0));
  let turn = Promise.resolve();
  const { seconds: took } = await driveAtRate(rate, seconds, () => {
    fedAt.push(performance.now());
    turn = turn.then(() => feed(1));
    return turn;
  });
  await followers.sees(fedAt.length * clients);
  followers.close();
  return { seconds: took, latencies };
}

/** One client that reads all that there is, again and again. */
export async function catchUp(url: URL, path: string, events: number, seconds: number): Promise<Sample> {
  const latencies: number[] = [];
  const began = performance.now();
  do {
    const start = performance.now();
    const follower = await StreamClients.open(url, path, 1);
    await follower.sees(events);
    follower.close();
    const each = (performance.now() - start) / events;
    for (let event = 0; event < events; event += 1) latencies.push(each);
  } while (performance.now() - began < seconds * 1_000);
  return { seconds: (performance.now() - began) / 1_000, latencies };
}

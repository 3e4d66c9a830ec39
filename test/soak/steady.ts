import { setTimeout as delay } from 'node:timers/promises';
import { publishSurely } from '../parts/publish.js';
import type { Random } from './random.js';
import { batchOf } from './writers.js';

export interface SteadyPlan {
  readonly url: string;
  readonly key: string;
  readonly storyAt: () => string;
  readonly eventsPerSecond: number;
  readonly random: Random;
  readonly goesOn: (sinceMs: number) => boolean;
}

/** Publishes so many events a second, however long each takes; answers how many. Whatever is refused fails it. */
export async function publishSteadily({
  url,
  key,
  storyAt,
  eventsPerSecond,
  random,
  goesOn,
}: SteadyPlan): Promise<number> {
  const began = Date.now();
  const running = new Set<Promise<unknown>>();
  let sent = 0;
  for (let turn = 0; goesOn(Date.now() - began);) {
    for (; sent < ((Date.now() - began) / 1_000) * eventsPerSecond; turn += 1) {
      const events = batchOf(`e${turn}`, random);
      sent += events.length;
      const request = publishSurely({ url, key, story: storyAt(), events }).then(({ status }) => {
        if (status !== 201) throw new Error(`a publish was answered ${status}`);
      });
      running.add(request);
      request.then(
        () => running.delete(request),
        () => undefined,
      );
    }
    await delay(20);
  }
  await Promise.all(running);
  return sent;
}

import { setTimeout as delay } from 'node:timers/promises';
import type { Sample } from '../benchmark.js';

/** So many a second, whether what came before is done or not: what is slow is not offered less. */
export async function driveAtRate(rate: number, seconds: number, work: () => Promise<void>): Promise<Sample> {
  const latencies: number[] = [];
  const running: Promise<void>[] = [];
  const total = Math.ceil(rate * seconds);
  const once = async () => {
    const began = performance.now();
    await work();
    latencies.push(performance.now() - began);
  };
  const began = performance.now();
  while (running.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1_000) * rate) + 1);
    while (running.length < due) running.push(once());
    await delay(1);
  }
  await Promise.all(running);
  return { seconds: (performance.now() - began) / 1_000, latencies };
}

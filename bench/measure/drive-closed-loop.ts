import type { Sample } from '../benchmark.js';

/** So many writers, each doing one thing after the other: what is offered is what can be taken. */
export async function driveClosedLoop(
  writers: number,
  seconds: number,
  work: (writer: number) => Promise<void>,
): Promise<Sample> {
  const latencies: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1_000;
  const write = async (writer: number) => {
    let now = performance.now();
    while (now < end) {
      await work(writer);
      const done = performance.now();
      latencies.push(done - now);
      now = done;
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return { seconds: (performance.now() - began) / 1_000, latencies };
}

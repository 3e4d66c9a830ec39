import { rm } from 'node:fs/promises';

export default async function tearDown() {
  const running = globalThis.newsledgerParts;
  if (running === undefined) return;
  await Promise.all(running.stops.map((stop) => stop()));
  await rm(running.folder, { recursive: true, force: true });
}

import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the range that systems give to outgoing connections: one of these may take the port of a server that is
// away for a moment, even by connecting to itself.
const lowest = 20_000;
const highest = 32_000;
const tries = 20;

/** The wanted port of the loopback interface if it is free, else any that is. */
export async function freePort(wanted?: number): Promise<number> {
  const candidates = Array.from({ length: tries }, () => randomInt(lowest, highest));
  for (const port of [...(wanted === undefined ? [] : [wanted]), ...candidates, 0]) {
    const free = await tryPort(port);
    if (free !== undefined) return free;
  }
  throw new Error('no port is free');
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? undefined) : undefined));
    });
  });
}

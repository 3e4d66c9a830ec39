import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { opened, recordedBatches, stated } from '../../libs/views/src/stored-examples.js';
import { makeDatabase } from '../parts/make-database.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';
import { openViews, write } from '../parts/views-database.js';

export interface IdlePlan {
  readonly clients: number;
  /** Events that all of them get, two a second. */
  readonly events: number;
  /** Clients that stop reading. */
  readonly paused: number;
  /** How much is pushed at them, in bytes. The kernel hides about 4 MB of it. */
  readonly pushed: number;
  readonly tell?: (line: string) => void;
}

export interface IdleReport {
  readonly clients: number;
  /** From the write of an event to its arrival, in ms. */
  readonly p50: number;
  readonly p99: number;
  /** In MB of 10^6 bytes: the reader with all clients at its most, and what each that stopped reading cost at its most. */
  readonly residentMb: number;
  readonly pausedKb: number;
  readonly cutOff: number;
}

const largeBytes = 60_000;
const mark = '\nevent: StatementIssued';

/** Very many who wait for little, and some who stop reading while much comes: what they wait for, and what they cost. */
export async function runIdleSubscribers(adminUrl: string, plan: IdlePlan): Promise<IdleReport> {
  const { owner, urlOf } = await makeDatabase(adminUrl);
  const views = openViews(owner);
  // The image says how much memory a service may take.
  const options = /NODE_OPTIONS="([^"]+)"/.exec(await readFile('Dockerfile', 'utf8'))?.[1] ?? '';
  const reader = await startService('reader', {
    DATABASE_URL: urlOf('reader'),
    NEWSLEDGER_STREAMS_PER_CLIENT: '12000',
    NODE_OPTIONS: options,
  });
  const sockets: Socket[] = [];
  try {
    await write(views, recordedBatches([[opened('o')]]).flat());
    const small = Array.from({ length: plan.events }, (_, at) => [stated(`s${at}`)]);
    const text = 'x'.repeat(largeBytes);
    const large = Array.from({ length: Math.ceil(plan.pushed / largeBytes) }, (_, at) => [
      stated(`l${at}`, { proposition: `${at} ${text}` }),
    ]);
    const batches = recordedBatches([[opened('o')], ...large, ...small]);
    // First, while the reader is as small as it was: memory that it once had would hide what they cost.
    const pausedKb = await pushAtPaused(reader, views, plan.paused, batches.slice(1, 1 + large.length));
    const cutOff = reader.log().split('a stream was cut off').length - 1;
    plan.tell?.(`${cutOff} were cut off, each at ${Math.round(pausedKb)} kB`);
    await openClients(reader, plan.clients, sockets);
    plan.tell?.(`${plan.clients} clients wait`);
    const latencies = await deliverSlowly(views, sockets, batches.slice(1 + large.length));
    const residentMb = (await residentBytes(reader)) / 1e6;
    return { clients: plan.clients, p50: at(latencies, 0.5), p99: at(latencies, 0.99), residentMb, pausedKb, cutOff };
  } finally {
    for (const socket of sockets) socket.destroy();
    await reader.kill('SIGTERM');
    await views.end();
  }
}

const at = (values: readonly number[], part: number): number => values[Math.floor(values.length * part)] ?? 0;

async function openClients({ port }: RunningService, count: number, sockets: Socket[]): Promise<void> {
  const open = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      socket.once('error', reject);
      socket.once('data', () => resolve());
      socket.write('GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n');
    });
  for (let opened = 0; opened < count; opened += 200) {
    await Promise.all(Array.from({ length: Math.min(200, count - opened) }, open));
  }
}

async function deliverSlowly(
  views: pg.Pool,
  sockets: readonly Socket[],
  batches: ReturnType<typeof recordedBatches>,
): Promise<readonly number[]> {
  const latencies: number[] = [];
  const writtenAt: number[] = [];
  for (const socket of sockets) {
    let seen = 0;
    socket.on('data', (chunk: Buffer) => {
      // Each message has its mark once, and is small enough to come whole.
      for (let at = chunk.indexOf(mark); at >= 0; at = chunk.indexOf(mark, at + mark.length)) {
        latencies.push(performance.now() - (writtenAt[seen] ?? 0));
        seen += 1;
      }
    });
  }
  for (const batch of batches) {
    writtenAt.push(performance.now());
    await write(views, batch);
    await delay(500);
  }
  await until('all have all', () => latencies.length >= sockets.length * batches.length, 60_000);
  return latencies.sort((one, other) => one - other);
}

/** How much the reader grew for each client that stopped reading, at its most, in kB. */
async function pushAtPaused(
  reader: RunningService,
  views: pg.Pool,
  count: number,
  batches: ReturnType<typeof recordedBatches>,
): Promise<number> {
  const sockets: Socket[] = [];
  const push = async () => {
    let most = 0;
    for (const batch of batches) {
      await write(views, batch);
      most = Math.max(most, await residentBytes(reader));
    }
    return most;
  };
  try {
    await openClients(reader, count, sockets);
    for (const socket of sockets) socket.pause();
    const before = await residentBytes(reader);
    const most = await push();
    await until('all are cut off', () => reader.log().split('a stream was cut off').length > count, 30_000);
    return (most - before) / 1_000 / count;
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

async function residentBytes({ pid }: RunningService): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1_024;
}

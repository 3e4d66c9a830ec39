import { openPool } from '#postgres';
import { buildGeneration, inSlot, logSource } from '#views';
import type { Slot } from '#views';
import { viewsSchemaName } from '../read/filled-views.js';

// What `newsledger rebuild --from log` does before it compares and shows: a process of its own, whose memory is its own.
const url = process.env['DATABASE_URL'] ?? '';
const open = (slot: Slot) =>
  openPool({ ...inSlot({ url, schema: viewsSchemaName, applicationName: 'bench build' }, slot), max: 4 });
const pools = { blue: open('blue'), green: open('green') };

const began = performance.now();
const marks: Record<string, number> = {};
let last = began;
let phase: string | undefined;
const mark = (next: string | undefined) => {
  const now = performance.now();
  if (phase !== undefined) marks[phase] = (marks[phase] ?? 0) + (now - last) / 1_000;
  phase = next;
  last = now;
};
await buildGeneration(
  { poolOf: (slot) => pools[slot], source: logSource(pools.blue) },
  { onProgress: (at) => (at.phase === phase ? undefined : mark(at.phase)) },
);
mark(undefined);
process.stdout.write(JSON.stringify({ seconds: (performance.now() - began) / 1_000, phases: marks }));
await Promise.all([pools.blue.end(), pools.green.end()]);

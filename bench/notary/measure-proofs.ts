import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { keepCheckpoint, keepNodes } from '#apps/notary';
import { emptyFrontier, growFrontier, rootOf } from '#merkle';
import type { NewNode } from '#merkle';
import type { Finding } from '../benchmark.js';
import { KeepAliveClient } from '../measure/keep-alive-client.js';
import type { Server } from '../stage/run-server.js';
import { tell } from '../tell.js';

const leaves = 1_000_000;
const pageLeaves = 10_000;
const warmUp = 200;
const asked = 2_000;
const mostMs = 5;

/** Inclusion proofs over HTTP, of random positions in a tree of a million leaves that were never events. */
export async function measureProofs(
  ledger: pg.Pool,
  tree: pg.Pool,
  startNotary: () => Promise<Server>,
): Promise<readonly Finding[]> {
  tell(`  proofs at ${leaves.toLocaleString('en')} leaves`);
  const epoch = 2;
  await ledger.query(`insert into epoch (number, id) values ($1::integer, 'proofs')`, [epoch]);
  let frontier = emptyFrontier;
  while (frontier.size < leaves) {
    const nodes: NewNode[] = [];
    const hashes = Array.from({ length: pageLeaves }, () => randomBytes(32));
    frontier = growFrontier(frontier, hashes, (node) => nodes.push(node));
    await keepNodes(tree, epoch, nodes);
  }
  // Nobody signed it, and nobody asks: proofs are made of nodes alone.
  await keepCheckpoint(tree, epoch, { size: leaves, root: rootOf(frontier), note: '' });
  await tree.query('vacuum analyze node');
  const notary = await startNotary();
  const client = await KeepAliveClient.connect(notary.url, {});
  const times: number[] = [];
  for (let proofs = 0; proofs < warmUp + asked; proofs += 1) {
    const position = 1 + Math.floor(Math.random() * leaves);
    const begun = performance.now();
    const { status } = await client.get(`/v1/audit/proof/inclusion?position=${position}&size=${leaves}`);
    if (status !== 200) throw new Error(`a proof was answered ${status}`);
    if (proofs >= warmUp) times.push(performance.now() - begun);
  }
  client.close();
  await notary.stop();
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(part * (times.length - 1))] ?? 0;
  return [
    finding('an inclusion proof over HTTP, median', at(0.5), at(0), at(0.99)),
    finding('an inclusion proof over HTTP, 99 of 100', at(0.99), at(0.5), at(1)),
  ];
}

const finding = (label: string, value: number, least: number, most: number): Finding => ({
  label,
  unit: 'ms',
  value,
  least,
  most,
  target: mostMs,
  wants: 'at most',
});

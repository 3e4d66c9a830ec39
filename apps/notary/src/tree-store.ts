import type pg from 'pg';
import { frontierAt, hashSize, nodeHash, subtreesOf } from '#merkle';
import type { Frontier, NewNode, NodePlace, NodeSource } from '#merkle';
import { binaryArray, numberArray } from '#postgres';
import { blockSize, keptBelow, runsOf } from './blocks.js';
import { NotaryFault } from './notary-fault.js';

/** Nodes that a proof needs are not there: somebody took them away. */
export class NodeMissingError extends NotaryFault {}

/**
 * Keeps new nodes, all or none. Of two processes that would go on from the same size one fails, because both would begin with
 * the same leaf.
 */
export async function keepNodes(pool: pg.Pool, epoch: number, nodes: readonly NewNode[]): Promise<void> {
  const runs = runsOf(nodes);
  await pool.query({
    name: 'keep_nodes',
    text: `insert into node (epoch, level, first, hashes)
      select $1::integer, level, first, hashes
      from unnest($2::smallint[], $3::bigint[], $4::bytea[]) as run (level, first, hashes)`,
    values: [
      epoch,
      numberArray(runs.map(({ level }) => level)),
      numberArray(runs.map(({ first }) => first)),
      binaryArray(
        'bytea',
        runs.map(({ hashes }) => Buffer.concat(hashes)),
      ),
    ],
  });
}

/** How many leaves the tree of an epoch has; 0 where there is none. */
export async function readTreeSize(pool: pg.Pool, epoch: number): Promise<number> {
  const { rows } = await pool.query<{ size: number }>({
    name: 'read_tree_size',
    text: `select first + octet_length(hashes) / ${hashSize} as size from node
      where epoch = $1::integer and level = 0 order by first desc limit 1`,
    values: [epoch],
  });
  return rows[0]?.size ?? 0;
}

interface RunRow {
  readonly level: number;
  readonly first: number;
  readonly hashes: Buffer;
}

/** The blocks that nodes stand in, in one query, as a source of just those nodes. Throws NodeMissingError for another. */
export async function readNodes(pool: pg.Pool, epoch: number, places: readonly NodePlace[]): Promise<NodeSource> {
  const blocks = new Map<string, { level: number; first: number }>();
  for (const place of places) {
    const { level, first } = keptBelow(place);
    const begin = Math.floor(first / blockSize) * blockSize;
    blocks.set(`${level}/${begin}`, { level, first: begin });
  }
  const wanted = [...blocks.values()];
  const { rows } = await pool.query<RunRow>({
    name: 'read_nodes',
    text: `select n.level, n.first, n.hashes
      from unnest($2::smallint[], $3::bigint[]) as block (level, first)
      cross join lateral (
        -- With its limit it is asked block by block, by the key; joined, the whole level would be read.
        select level, first, hashes from node
        where epoch = $1::integer and level = block.level
          and first >= block.first and first < block.first + ${blockSize}
        order by first limit ${blockSize}) n`,
    values: [epoch, wanted.map(({ level }) => level), wanted.map(({ first }) => first)],
  });
  const kept = new Map<string, Buffer>();
  for (const { level, first, hashes } of rows) {
    for (let at = 0; at * hashSize < hashes.length; at += 1) {
      kept.set(`${level}/${first + at}`, hashes.subarray(at * hashSize, (at + 1) * hashSize));
    }
  }
  return (place) => {
    const { level, first, count } = keptBelow(place);
    const hashes = Array.from({ length: count }, (_none, at) => {
      const hash = kept.get(`${level}/${first + at}`);
      if (hash === undefined) throw new NodeMissingError(`The tree lacks node ${first + at} of level ${level}.`);
      return hash;
    });
    return foldPairs(hashes);
  };
}

/** The nodes of a kept level as they are stored, from one up to another: runs of hashes that stand side by side. */
export async function readRuns(
  pool: pg.Pool,
  epoch: number,
  { level, from, to }: { readonly level: number; readonly from: number; readonly to: number },
): Promise<readonly { readonly first: number; readonly hashes: Buffer }[]> {
  // A run lies within its block: one that begins before the first block has nothing in it.
  const { rows } = await pool.query<RunRow>({
    name: 'read_runs',
    text: `select first, hashes from node
      where epoch = $1::integer and level = $2::smallint and first >= $3::bigint and first < $4::bigint order by first`,
    values: [epoch, level, Math.floor(from / blockSize) * blockSize, to],
  });
  return rows;
}

/** The frontier of the first `size` leaves of the tree that is kept. */
export async function readFrontier(pool: pg.Pool, epoch: number, size: number): Promise<Frontier> {
  return frontierAt(size, await readNodes(pool, epoch, subtreesOf({ begin: 0, end: size })));
}

/** Hashes of leaves by their indexes. */
export async function readLeafHashes(pool: pg.Pool, epoch: number, indexes: readonly number[]): Promise<Buffer[]> {
  if (indexes.length === 0) return [];
  const places = indexes.map((index) => ({ level: 0, index }));
  return places.map(await readNodes(pool, epoch, places));
}

/** The hash over a power of two of nodes side by side. */
function foldPairs(hashes: readonly Buffer[]): Buffer {
  const [left, right] = hashes;
  if (left === undefined) throw new RangeError('a node has at least one below it');
  if (right === undefined) return left;
  const middle = hashes.length / 2;
  return nodeHash(foldPairs(hashes.slice(0, middle)), foldPairs(hashes.slice(middle)));
}

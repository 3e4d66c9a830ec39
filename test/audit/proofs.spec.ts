import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import {
  consistencyProof,
  emptyFrontier,
  growFrontier,
  inclusionProof,
  leafHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '#merkle';
import type { NodePlace } from '#merkle';
import { testWithPython } from './with-python.js';

const base64 = (hash: Buffer) => hash.toString('base64');
const bytes = (hash: string) => Buffer.from(hash, 'base64');

type Proof = Readonly<Record<string, number | string | readonly string[]>> & { readonly hashes: readonly string[] };

/** Every proof of all trees up to a size, as the API answers them. */
function allProofs(most: number): Proof[] {
  const nodes = new Map<string, Buffer>();
  const roots: string[] = [''];
  let frontier = emptyFrontier;
  for (let size = 1; size <= most; size += 1) {
    frontier = growFrontier(frontier, [leafHash(randomBytes(8))], ({ level, index, hash }) =>
      nodes.set(`${level}/${index}`, hash),
    );
    roots.push(base64(rootOf(frontier)));
  }
  const node = ({ level, index }: NodePlace): Buffer => nodes.get(`${level}/${index}`)!;
  const proofs: Proof[] = [];
  for (let size = 1; size <= most; size += 1) {
    for (let at = 1; at <= size; at += 1) {
      const leaf = { leafHash: base64(node({ level: 0, index: at - 1 })), rootHash: roots[size] ?? '' };
      proofs.push({ position: at, size, ...leaf, hashes: inclusionProof(at - 1, size, node).map(base64) });
      const known = { fromRootHash: roots[at] ?? '', toRootHash: roots[size] ?? '' };
      proofs.push({ from: at, to: size, ...known, hashes: consistencyProof(at, size, node).map(base64) });
    }
  }
  return proofs;
}

/** The same proof with one thing of it otherwise. */
function spoil(proof: Proof, number: number): Proof {
  const { hashes } = proof;
  const other = base64(randomBytes(32));
  const name = 'position' in proof ? (['leafHash', 'rootHash'] as const) : (['fromRootHash', 'toRootHash'] as const);
  const at = number % Math.max(hashes.length, 1);
  const ways: readonly (() => Proof)[] = [
    () => ({ ...proof, [name[0]]: other }),
    () => ({ ...proof, [name[1]]: other }),
    () => ({ ...proof, hashes: [...hashes, other] }),
    () => ({ ...proof, hashes: hashes.length === 0 ? [other] : hashes.toSpliced(at, 1) }),
    () => ({ ...proof, hashes: hashes.length === 0 ? [other] : hashes.with(at, other) }),
  ];
  return ways[number % ways.length]?.() ?? proof;
}

function isProved(proof: Proof): boolean {
  const hashes = proof.hashes.map(bytes);
  const of = (name: string) => bytes(String(proof[name]));
  if ('position' in proof) {
    const place = { index: Number(proof['position']) - 1, size: Number(proof['size']) };
    return verifyInclusion({ ...place, leafHash: of('leafHash'), root: of('rootHash') }, hashes);
  }
  const sizes = { from: Number(proof['from']), to: Number(proof['to']) };
  return verifyConsistency({ ...sizes, fromRoot: of('fromRootHash'), toRoot: of('toRootHash') }, hashes);
}

testWithPython('proofs are judged alike here and by a stranger in Python, those that were spoilt too', async () => {
  const proofs = allProofs(66);
  const asked = [...proofs, ...proofs.map(spoil)];
  const child = spawn('python3', ['-B', 'test/audit/proofs.py'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(asked.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const [answer] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const judged = answer
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as boolean);
  expect(judged).toEqual(asked.map(isProved));
  expect(judged).toEqual(asked.map((_one, at) => at < proofs.length));
});

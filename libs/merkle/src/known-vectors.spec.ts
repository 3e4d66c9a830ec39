import { emptyFrontier, growFrontier, rootOf } from './frontier.js';
import { emptyRoot, leafHash } from './hashes.js';
import { consistencyProof, inclusionProof } from './prove.js';
import type { NodePlace } from './subtrees.js';
import { verifyConsistency, verifyInclusion } from './verify.js';

// The eight leaves that logs of RFC 6962 have tested each other with since 2013, and what is known of their trees: as in
// certificate-transparency-go and transparency-dev/merkle.
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
].map((root) => Buffer.from(root, 'hex'));

const h = {
  leaf0: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  leaf1: '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  leaf4: 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  leaf6: 'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
  of01: 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  of23: '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  of45: '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
  of67: 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  of0123: 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  of4567: '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
};

/** Positions of leaves count from 1. */
const inclusions: readonly (readonly [position: number, size: number, proof: readonly string[]])[] = [
  [1, 1, []],
  [1, 8, [h.leaf1, h.of23, h.of4567]],
  [6, 8, [h.leaf4, h.of67, h.of0123]],
  [3, 3, [h.of01]],
  [2, 5, [h.leaf0, h.of23, h.leaf4]],
];
const consistencies: readonly (readonly [from: number, to: number, proof: readonly string[]])[] = [
  [1, 1, []],
  [1, 8, [h.leaf1, h.of23, h.of4567]],
  [6, 8, [h.of45, h.of67, h.of0123]],
  [2, 5, [h.of23, h.leaf4]],
  [6, 7, [h.of45, h.leaf6, h.of0123]],
];

const leafHashes = inputs.map((input) => leafHash(Buffer.from(input, 'hex')));
const nodes = new Map<string, Buffer>();
const keyOf = ({ level, index }: NodePlace) => `${level}/${index}`;
growFrontier(emptyFrontier, leafHashes, (node) => nodes.set(keyOf(node), node.hash));
const source = (place: NodePlace): Buffer => nodes.get(keyOf(place)) ?? Buffer.alloc(0);
const hex = (hashes: readonly Buffer[]) => hashes.map((hash) => hash.toString('hex'));
const rootAt = (size: number) => roots[size] ?? emptyRoot;
const leafAt = (position: number) => leafHashes[position - 1] ?? emptyRoot;

describe('the tree of the eight known leaves', () => {
  test('has the known root at every size', () => {
    const sizes = roots.map((_root, size) => rootOf(growFrontier(emptyFrontier, leafHashes.slice(0, size))));
    expect(hex(sizes)).toEqual(hex(roots));
  });

  test.each(inclusions)('has the known inclusion proof of leaf %d in a tree of %d', (position, size, proof) => {
    const made = inclusionProof(position - 1, size, source);
    expect(hex(made)).toEqual(proof);
    const claim = { index: position - 1, size, leafHash: leafAt(position), root: rootAt(size) };
    expect(verifyInclusion(claim, made)).toBe(true);
  });

  test.each(consistencies)('has the known consistency proof from %d to %d', (from, to, proof) => {
    const made = consistencyProof(from, to, source);
    expect(hex(made)).toEqual(proof);
    expect(verifyConsistency({ from, to, fromRoot: rootAt(from), toRoot: rootAt(to) }, made)).toBe(true);
  });
});

import { leafOf, NotaryFault } from '#apps/notary';
import type { CommittedEvent } from '#ledger';
import { commitmentOf } from '#events';
import { emptyFrontier, growFrontier, leafHash, rootOf } from '#merkle';
import { LeafChain } from './leaf-chain.js';

const salt = '0f'.repeat(16);
const events = Array.from({ length: 40 }, (_, at) => {
  const data = `{"title":"${at}"}`;
  const commitment = commitmentOf(Buffer.from(salt, 'hex'), undefined, data);
  const place = {
    position: at + 1,
    commit: at + 1,
    story: `s-${at % 3}`,
    version: Math.floor(at / 3) + 1,
    id: `e${at}`,
  };
  const times = { recordedAt: `2024-10-28T21:05:00.${String(at).padStart(6, '0')}Z`, recordedBy: 'key' };
  return {
    ...place,
    ...times,
    type: 'StoryRetitled',
    schemaVersion: 1,
    data,
    salt,
    commitment,
  } as unknown as CommittedEvent;
});

function rootAt(size: number): Buffer {
  const last = new Map<string, Buffer>();
  const hashes = events.slice(0, size).map((event) => {
    const hash = leafHash(leafOf(event, last.get(event.story)));
    last.set(event.story, hash);
    return hash;
  });
  return rootOf(growFrontier(emptyFrontier, hashes));
}

test('has the roots that were asked for, however the events come', () => {
  const sizes = [1, 2, 7, 8, 9, 31, 32, 40];
  for (const page of [1, 3, 8, 40]) {
    const chain = new LeafChain([40, ...sizes, 7, 41]);
    for (let at = 0; at < events.length; at += page) chain.add(events.slice(at, at + page));
    expect(chain.size).toBe(40);
    expect([...chain.roots.keys()]).toEqual(sizes);
    for (const size of sizes) expect(chain.roots.get(size)).toEqual(rootAt(size));
  }
});

test('takes nothing of a page that contradicts itself, and goes on with the right one', () => {
  const chain = new LeafChain([40]);
  chain.add(events.slice(0, 10));
  const wrong = [
    [...events.slice(10, 20), { ...events[20]!, version: 99 as never }],
    [...events.slice(10, 20), { ...events[20]!, data: '{"title":"another"}' }],
    [...events.slice(10, 15), ...events.slice(16, 20)],
  ];
  for (const page of wrong) expect(() => chain.add(page)).toThrow(NotaryFault);
  chain.add(events.slice(10));
  expect(chain.roots.get(40)).toEqual(rootAt(40));
});

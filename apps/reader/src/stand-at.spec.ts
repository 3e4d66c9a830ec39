import { laterOf } from './stand-at.js';

test('an answer that was begun before it was asked for tells the position of the asking, and a later one its own', () => {
  const at = (position: number) => ({ position, epoch: 'one' });
  expect(laterOf(at(6_890), at(6_892))).toEqual(at(6_892));
  expect(laterOf(at(6_895), at(6_892))).toEqual(at(6_895));
});

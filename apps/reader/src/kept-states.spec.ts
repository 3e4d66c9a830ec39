import { Body } from './body.js';
import { KeptStates } from './kept-states.js';

const megabyte = 1024 * 1024;

/** About as a story packs. */
const story = (number: number) =>
  Array.from({ length: 30_000 }, (_, at) => `{"position":${at * number}}`)
    .join()
    .padEnd(megabyte)
    .slice(0, megabyte);

test('states that are kept take no more than 32 MiB, with all the ways that they are packed', async () => {
  const kept = new KeptStates();
  const bodies = Array.from({ length: 40 }, (_, at) => new Body(story(at + 1)));
  for (const [at, body] of bodies.entries()) kept.keep(`${at}`, 'name', { stability: 'moving' }, body);
  const left = bodies.filter((body, at) => {
    const state = kept.find(`${at}`, 'name');
    return state !== undefined && kept.bodyOf(`${at}`, state) === body;
  });
  expect(left.length).toBeGreaterThan(15);
  let bytes = 0;
  for (const body of left) {
    const packed = await Promise.all([body.pack('br'), body.pack('gzip')]);
    bytes += [body.bytes, ...packed].reduce((sum, { length }) => sum + length, 0);
  }
  expect(bytes).toBeLessThanOrEqual(32 * megabyte);
});

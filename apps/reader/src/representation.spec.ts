import type { FastifyReply, FastifyRequest } from 'fastify';
import { send } from './representation.js';

function cacheControlFor(stability: 'settled' | 'moving' | 'open', headers: object, isParked = false) {
  const told = new Map<string, string>(isParked ? [['newsledger-parked', '7']] : []);
  const reply = {
    header: (name: string, value: string) => (told.set(name, value), reply),
    getHeader: (name: string) => told.get(name),
    hasHeader: (name: string) => told.has(name),
    type: () => reply,
    status: () => reply,
    send: () => reply,
  };
  const request = { headers, url: '/v1/stories/troops?asOf=2024-10-28T21:05:00Z' } as FastifyRequest;
  void send(request, reply as unknown as FastifyReply, {
    body: '{}',
    reflected: { position: 1, epoch: 'e' },
    stability,
  });
  return told.get('cache-control');
}

describe('what may be kept of an answer', () => {
  test.each([
    ['settled', 'public, max-age=3600'],
    ['moving', 'no-cache'],
    ['open', 'no-store'],
  ] as const)('that is %s', (stability, expected) => {
    expect(cacheControlFor(stability, {})).toBe(expected);
  });

  test('of a story that is parked: asked for again, for it will be shown further', () => {
    expect(cacheControlFor('settled', {}, true)).toBe('no-cache');
    expect(cacheControlFor('open', {}, true)).toBe('no-store');
  });

  test('by a cache that is shared: nothing that a key was sent for', () => {
    expect(cacheControlFor('settled', { authorization: 'Bearer x' })).toBe('private, max-age=3600');
  });
});

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Reflected } from '#views';
import { answer } from './answer.js';

/** The answer to a read, before it meets the request's conditions. */
export interface Representation {
  readonly body: string;
  readonly reflected: Reflected;
  /** Of a story; part of its tag, and what If-Match reads. */
  readonly version?: number;
  /** `settled`: can never change. `moving`: is of now. `open`: a time that later events may still fall before. */
  readonly stability: 'settled' | 'moving' | 'open';
  /** Where the same answer is found for good. */
  readonly permanent?: string;
}

const cacheControl = {
  // An hour and not for ever, because erasure may come.
  settled: 'public, max-age=3600',
  moving: 'no-cache',
  open: 'no-store',
};

export function send(
  request: FastifyRequest,
  reply: FastifyReply,
  representation: Representation,
): Promise<FastifyReply> {
  const { body, reflected, version, stability, permanent } = representation;
  void reply.header('cache-control', cacheControlOf(stability, request));
  void reply.header('newsledger-position', String(reflected.position));
  if (reflected.epoch !== undefined) void reply.header('newsledger-epoch', reflected.epoch);
  if (permanent !== undefined) void reply.header('link', `<${permanent}>; rel="canonical"`);
  const tagPrefix = version === undefined ? '' : `${version}-`;
  return answer(request, reply, { body, type: 'application/json; charset=utf-8', tagPrefix });
}

// What a key was sent for is nobody else's to be given from a cache that is shared.
function cacheControlOf(stability: Representation['stability'], { headers }: FastifyRequest): string {
  if (stability === 'settled' && headers.authorization !== undefined) return 'private, max-age=3600';
  return cacheControl[stability];
}

import type { FastifyReply } from 'fastify';

/** Tells caches that the answer depends on a header of the request, beside those that were told before. */
export function addVary(reply: FastifyReply, name: string): void {
  const told = reply.getHeader('vary');
  void reply.header('vary', told === undefined ? name : `${String(told)}, ${name}`);
}

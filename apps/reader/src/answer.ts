import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Body } from './body.js';
import { chooseCoding } from './content-coding.js';
import { addVary } from './vary.js';

interface Content {
  readonly body: string | Body;
  readonly type: string;
  /** What its tag begins with. */
  readonly tagPrefix?: string;
}

/** Sends a body packed as the client likes it, or says that it is there already. */
export async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { body: given, type, tagPrefix = '' }: Content,
): Promise<FastifyReply> {
  const body = typeof given === 'string' ? new Body(given) : given;
  const coding = chooseCoding(request.headers['accept-encoding'], body.text);
  const { hash } = body;
  // A strong tag is of bytes: each coding has its own.
  const tag = coding === 'identity' ? `"${tagPrefix}${hash}"` : `"${tagPrefix}${hash}-${coding}"`;
  void reply.header('etag', tag);
  addVary(reply, 'accept-encoding');
  if (hasTag(request.headers['if-none-match'], tag)) return reply.status(304).send();
  void reply.type(type);
  if (coding === 'identity') return reply.send(body.text);
  void reply.header('content-encoding', coding);
  // Nobody reads it, so it is not packed, and has no length to tell.
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  return reply.send(await body.pack(coding));
}

// Weak comparison, as RFC 9110 asks of If-None-Match.
function hasTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}

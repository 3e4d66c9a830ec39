import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addVary } from '#runtime';
import { Body } from './body.js';
import type { BodyDigest } from './body.js';
import { chooseCoding } from './content-coding.js';
import type { ContentCoding } from './content-coding.js';

export interface Content {
  /** Its digest alone is enough for a client that has it. */
  readonly body: string | Body | BodyDigest;
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
  const coding = codingFor(request, body);
  const tag = tagOf(tagPrefix, body, coding);
  void reply.header('etag', tag);
  addVary(reply, 'accept-encoding');
  if (hasTag(request, tag)) return reply.status(304).send();
  if (!(body instanceof Body)) throw new Error('a body was left out for a client that does not have it');
  void reply.type(type);
  if (coding === 'identity') return reply.send(body.bytes);
  void reply.header('content-encoding', coding);
  // Nobody reads it, so it is not packed, and has no length to tell.
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  return reply.send(await body.pack(coding));
}

/** Whether the client says that it has this body, as it would be packed for it. */
export const hasBody = (request: FastifyRequest, tagPrefix: string, body: BodyDigest): boolean =>
  hasTag(request, tagOf(tagPrefix, body, codingFor(request, body)));

const codingFor = (request: FastifyRequest, { length, isPacked }: BodyDigest) =>
  isPacked === true ? 'identity' : chooseCoding(request.headers['accept-encoding'], length);

// A strong tag is of bytes: each coding has its own.
const tagOf = (prefix: string, { hash }: BodyDigest, coding: ContentCoding) =>
  coding === 'identity' ? `"${prefix}${hash}"` : `"${prefix}${hash}-${coding}"`;

// Weak comparison, as RFC 9110 asks of If-None-Match.
function hasTag(request: FastifyRequest, tag: string): boolean {
  const header = request.headers['if-none-match'];
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}

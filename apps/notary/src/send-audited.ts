import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

export interface Audited {
  readonly body: string | Buffer;
  readonly type: string;
  /** The history that the answer is of. */
  readonly epoch: string;
  /** Whether the same address can never have another answer: it names the history, and all that moves. */
  readonly isSettled: boolean;
}

const yearS = 365 * 86_400;

/** Sends an answer with its tag, or says that it is there already. */
export function sendAudited(request: FastifyRequest, reply: FastifyReply, answer: Audited): FastifyReply {
  const { body, type, epoch, isSettled } = answer;
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const { authorization, 'if-none-match': known } = request.headers;
  const whose = authorization === undefined ? 'public' : 'private';
  void reply
    .header('cache-control', isSettled ? `${whose}, max-age=${yearS}, immutable` : 'no-cache')
    .header('etag', tag)
    .header('newsledger-epoch', epoch);
  const isKnown = known?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
  if (isKnown === true || known?.trim() === '*') return reply.status(304).send();
  return reply.type(type).send(body);
}

export const json = 'application/json; charset=utf-8';
export const plain = 'text/plain; charset=utf-8';

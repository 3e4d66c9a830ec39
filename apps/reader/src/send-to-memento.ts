import type { FastifyReply } from 'fastify';
import { addVary } from '#runtime';
import { linksOfStory, mementoPath } from './memento-links.js';
import type { Parameters } from './parameters.js';
import type { FoundMemento } from './queries/find-memento.js';

/**
 * Answers a request for a time (RFC 7089, 4.1.1) with the address of the state that was current then. That state has an
 * address, a tag and a life in caches of its own: to send it from here would keep it once for every time.
 */
export function sendToMemento(
  reply: FastifyReply,
  story: string,
  { version, reflected }: FoundMemento,
  { until, minPosition, epoch }: Parameters,
): FastifyReply {
  // All that was asked for beside the time; the reader that is asked next may be another one.
  const demand = Object.entries({ until, minPosition, epoch })
    .map(([name, value]) => (value === undefined ? '' : `&${name}=${encodeURIComponent(value)}`))
    .join('');
  addVary(reply, 'accept-datetime');
  void reply.header('location', `${mementoPath(story, version)}${demand}`).header('cache-control', 'no-cache');
  void reply.header('link', linksOfStory(story).join(', '));
  void reply.header('newsledger-position', String(reflected.position));
  if (reflected.epoch !== undefined) void reply.header('newsledger-epoch', reflected.epoch);
  return reply.status(302).send();
}

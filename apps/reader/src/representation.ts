import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Reflected } from '#views';
import { addVary } from '#runtime';
import { answer } from './answer.js';
import type { Content } from './answer.js';
import { httpDate, link } from './memento-links.js';

/** The answer to a read, before it meets the request's conditions. */
export interface Representation {
  readonly body: Content['body'];
  /** JSON where it is absent. */
  readonly type?: string;
  readonly reflected: Reflected;
  /** Of a story; part of its tag, and what If-Match reads. */
  readonly version?: number;
  /** `settled`: can never change. `moving`: is of now. `open`: a time that later events may still fall before. */
  readonly stability: 'settled' | 'moving' | 'open';
  /** The positions that the moments in the address of an open answer mean; that of `asOf` where it is absent. */
  readonly moments?: Readonly<Record<string, number>>;
  /** Of a story (RFC 7089): links to its states, and since when the one that is shown was current; absent of now. */
  readonly inTime?: { readonly links: readonly string[]; readonly since?: string };
}

const json = 'application/json; charset=utf-8';

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
  const { body, type = json, reflected, stability, moments = { asOf: reflected.position }, inTime } = representation;
  // A story that is parked will be shown further one day, also as of moments of before.
  const isParked = reply.hasHeader('newsledger-parked') && stability === 'settled';
  void reply.header('cache-control', cacheControlOf(isParked ? 'moving' : stability, request));
  void reply.header('newsledger-position', String(reflected.position));
  if (reflected.epoch !== undefined) void reply.header('newsledger-epoch', reflected.epoch);
  const links = [
    ...(stability === 'open' ? [link(settledAddress(request.url, moments), { rel: 'canonical' })] : []),
    ...(inTime === undefined ? [] : inTime.links),
  ];
  if (links.length > 0) void reply.header('link', links.join(', '));
  if (inTime?.since !== undefined) void reply.header('memento-datetime', httpDate(inTime.since));
  else if (inTime !== undefined) addVary(reply, 'accept-datetime');
  return answer(request, reply, { body, type, tagPrefix: tagPrefixOf(representation) });
}

/** What the tag of a story begins with: its version, which is what If-Match reads. */
export const tagPrefixOf = ({ version }: Pick<Representation, 'version'>): string =>
  version === undefined ? '' : `${version}-`;

/** Where the same answer is found for good: as of the positions that the times mean now. */
function settledAddress(address: string, moments: Readonly<Record<string, number>>): string {
  const [path = '', query] = address.split('?');
  const parameters = new URLSearchParams(query);
  for (const [name, position] of Object.entries(moments)) {
    if (parameters.has(name)) parameters.set(name, String(position));
  }
  return `${path}?${parameters.toString()}`;
}

// What a key was sent for is nobody else's to be given from a cache that is shared.
function cacheControlOf(stability: Representation['stability'], { headers }: FastifyRequest): string {
  if (stability === 'settled' && headers.authorization !== undefined) return 'private, max-age=3600';
  return cacheControl[stability];
}

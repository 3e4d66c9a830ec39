import { RefusalError } from '#errors';
import { edtfBounds, isEdtf, isEventId, isSlug } from '#events';
import { readMoment } from '#views';
import type { Moment } from '#views';
import type { Look } from './stand-at.js';

export type Parameters = Readonly<Record<string, string | undefined>>;

/** The query, each parameter once and known by name; anything else is refused. */
export function readParameters(query: Record<string, unknown>, known: readonly string[]): Parameters {
  for (const [name, value] of Object.entries(query)) {
    if (!known.includes(name)) {
      const accepts = known.length === 0 ? 'there are none here' : `the parameters are: ${known.join(', ')}`;
      throw wrongParameter(name, 'unknown-parameter', `is not known; ${accepts}`);
    }
    if (typeof value !== 'string') throw wrongParameter(name, 'repeated', 'must be given once');
    if (value.includes('\0')) throw wrongParameter(name, 'nul-character', 'must not hold the character U+0000');
    if (value === '') throw wrongParameter(name, 'empty', 'must have a value, or be left out');
  }
  return query as Parameters;
}

export function wrongParameter(name: string, code: string, detail: string): RefusalError {
  return new RefusalError({
    code: 'invalid-query',
    detail: `${name} ${detail}.`,
    errors: [{ pointer: name, code, detail }],
  });
}

export function readMetricId(metric: string): string {
  if (isSlug(metric)) return metric;
  throw wrongParameter('metric', 'slug', 'must be the id of a metric, a slug');
}

export function readFactId(fact: string): string {
  if (isEventId(fact)) return fact;
  throw wrongParameter('fact', 'event-id', 'must be an id: letters, digits, ".", "_" and "-", at most 64');
}

export function readCount(parameters: Parameters, name: string): number | undefined {
  const text = parameters[name];
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw wrongParameter(name, 'position', 'must be a whole number, 0 or more');
}

export function readLimit(parameters: Parameters): number {
  const limit = readCount(parameters, 'limit') ?? 100;
  if (limit >= 1 && limit <= 1_000) return limit;
  throw wrongParameter('limit', 'limit', 'must be from 1 to 1000');
}

export function readMomentParameter(parameters: Parameters, name: string): Moment | undefined {
  const text = parameters[name];
  if (text === undefined) return undefined;
  const moment = readMoment(text);
  if (moment === undefined) {
    throw wrongParameter(name, 'moment', 'must be a position, version:n, or a time such as 2024-10-28T21:05:00Z');
  }
  if (moment.by === 'time' && Date.parse(moment.at) > Date.now() + 1_000) {
    const detail = 'lies in the future: nothing is known of it';
    throw new RefusalError({
      code: 'moment-in-future',
      detail: `${name} ${detail}.`,
      errors: [{ pointer: name, code: 'moment-in-future', detail }],
    });
  }
  return moment;
}

/** The last instant (ms since 1970) of the date up to which things are to have been said or done. */
function readUntil(parameters: Parameters): number | undefined {
  const text = parameters['until'];
  if (text === undefined) return undefined;
  const latest = isEdtf(text) ? edtfBounds(text).latest : undefined;
  if (latest !== undefined) return latest;
  throw wrongParameter('until', 'until', 'must be an EDTF date with an end, such as 2024-10-27 or 2024-10');
}

/** From where the request looks; `at` is where the page before stood. */
export function readLook(parameters: Parameters, at?: number): Look {
  return {
    moment: readMomentParameter(parameters, 'asOf'),
    until: readUntil(parameters),
    minPosition: readCount(parameters, 'minPosition'),
    epoch: parameters['epoch'],
    at,
  };
}

export function readCursor<T>(parameters: Parameters, isCursor: (value: unknown) => value is T): T | undefined {
  const text = parameters['cursor'];
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (isCursor(value)) return value;
  } catch {
    // Falls through to the refusal.
  }
  throw wrongParameter('cursor', 'cursor', 'must be a cursor of an answer of this route');
}

import { v7 as uuidv7 } from 'uuid';
import { accepted, refused } from '#errors';
import type { FieldError, Result } from '#errors';
import { canonicalJson, eventId, isOpaqueId, pointerOf, validateEvent } from '#events';
import type { Json, NewEvent, SentEvent } from '#events';
import { readSentJson, withProblems } from '#runtime';

export interface PublishBody {
  readonly events: readonly NewEvent[];
  /** Whether every event came with an id of its own, so that a retry can be told from a new publish. */
  readonly identified: boolean;
  readonly correlationId?: string;
  readonly causationId?: string;
}

const mostEvents = 500;
const mostErrors = 100;
/** The largest data of one event, in bytes of its canonical form. */
export const largestData = 128 * 1024;

/** Reads and validates the body of a publish. Every error names where it is and what would be accepted. */
export function readPublishBody(body: unknown): Result<PublishBody> {
  if (!(body instanceof Uint8Array) || body.length === 0) {
    return refused({
      code: 'malformed-json',
      detail: 'The body is empty: send {"events": [ … ]} as application/json.',
    });
  }
  const read = readSentJson(body, 'body', mayBeNull);
  if (!read.ok) return read;
  const { value, problems } = read.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return invalid([{ pointer: '', code: 'object', detail: 'must be an object: {"events": [ … ]}' }]);
  }
  const unfit = envelopeErrors(value);
  const events: SentEvent[] = [];
  for (const [at, sent] of (Array.isArray(value['events']) ? value['events'] : []).entries()) {
    const validated = validateEvent(sent);
    if (validated.valid) events.push(validated.event);
    else unfit.push(...validated.errors.map((error) => ({ ...error, pointer: `/events/${at}${error.pointer}` })));
  }
  const errors = withProblems(problems, unfit);
  if (errors.length > 0) return invalid(errors);
  return sized(events, value);
}

function sized(sent: readonly SentEvent[], body: { [key: string]: Json }): Result<PublishBody> {
  const events = newEvents(sent, uuidv7);
  if (!events.ok) return events;
  const { correlationId, causationId } = body;
  return accepted({
    events: events.value,
    identified: sent.every(({ id }) => id !== undefined),
    ...(typeof correlationId === 'string' ? { correlationId } : {}),
    ...(typeof causationId === 'string' ? { causationId } : {}),
  });
}

/** Valid events in canonical form, each with an id; refused where one is larger than what is kept. */
export function newEvents(sent: readonly SentEvent[], makeId: () => string): Result<readonly NewEvent[]> {
  const events = sent.map(({ fact, id, data, ...envelope }): NewEvent => {
    return { ...envelope, ...fact, id: eventId(id ?? makeId()), bytes: canonicalJson(data) };
  });
  const tooLarge = events.flatMap(({ bytes }, at): FieldError[] => {
    const size = Buffer.byteLength(bytes);
    const detail = `is ${size} bytes in canonical form; at most ${largestData} are kept`;
    return size > largestData ? [{ pointer: `/events/${at}/data`, code: 'event-too-large', detail }] : [];
  });
  const [first] = tooLarge;
  if (first === undefined) return accepted(events);
  return refused({ code: 'event-too-large', detail: `${first.pointer} ${first.detail}.`, errors: tooLarge });
}

function envelopeErrors(body: { [key: string]: Json }): FieldError[] {
  const errors: FieldError[] = [];
  const { events } = body;
  for (const name of Object.keys(body)) {
    if (['events', 'correlationId', 'causationId'].includes(name)) continue;
    const detail = 'is not known here; the fields are: events, correlationId, causationId';
    errors.push({ pointer: pointerOf([name]), code: 'unknown-field', detail });
  }
  for (const name of ['correlationId', 'causationId']) {
    if (body[name] === undefined || isOpaqueId(body[name])) continue;
    const detail = 'must be an opaque id: letters, digits and ". _ : @ ~ -", at most 128';
    errors.push({ pointer: `/${name}`, code: 'opaque-id', detail });
  }
  if (!Array.isArray(events) || events.length < 1 || events.length > mostEvents) {
    errors.push({ pointer: '/events', code: 'many', detail: `must be an array of 1 to ${mostEvents} events` });
  }
  return errors;
}

// In the patch of a correction, null takes a field away (RFC 7396). Only a correction has a field of that name.
const mayBeNull = (path: readonly (string | number)[]) =>
  path.length > 4 && path[0] === 'events' && path[2] === 'data' && path[3] === 'patch';

export function invalid(errors: readonly FieldError[]): Result<never> {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return refused({
    code: 'invalid-events',
    detail: `${first?.pointer === '' ? 'The body' : (first?.pointer ?? '')} ${first?.detail ?? ''}${more}.`,
    errors: errors.slice(0, mostErrors),
  });
}

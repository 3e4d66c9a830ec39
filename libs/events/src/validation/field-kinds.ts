import { parse } from 'edtf';
import { LRUCache } from 'lru-cache';
import { check } from './field.js';
import type { Schema } from './field-contract.js';

const isText = (value: unknown): value is string =>
  typeof value === 'string' && /\S/.test(value) && value.isWellFormed() && !value.includes('\0');

const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);

const listOf = (accepts: (value: unknown) => boolean, least: number) => (value: unknown) =>
  Array.isArray(value) && value.length >= least && value.every(accepts);

const slugPattern = /^[a-z0-9][a-z0-9-]{0,99}$/;
const eventIdPattern = /^[A-Za-z0-9._-]{1,64}$/;
const opaqueIdPattern = /^[A-Za-z0-9._:@~-]{1,128}$/;
const timePattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/;

export const isSlug = matches(slugPattern);
export const isEventId = matches(eventIdPattern);
export const isOpaqueId = matches(opaqueIdPattern);
export const isTime = (value: unknown): boolean => {
  return (
    typeof value === 'string' &&
    timePattern.test(value) &&
    !value.startsWith('0000') &&
    isCalendarDay(value.slice(0, 10))
  );
};

const parsedDates = new LRUCache<string, boolean>({ max: 2_000 });

// The parser takes days that no month has.
function hasOnlyCalendarDays(text: string): boolean {
  return (text.match(/\d{4}-\d{2}-\d{2}/g) ?? []).every(isCalendarDay);
}

function isCalendarDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** Extended Date/Time Format, level 2 (ISO 8601-2:2019). The grammar costs about a millisecond, and dates repeat. */
export function isEdtf(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 200) return false;
  let valid = parsedDates.get(value);
  if (valid === undefined) {
    try {
      parse(value, { level: 2 });
      valid = hasOnlyCalendarDays(value);
    } catch {
      valid = false;
    }
    parsedDates.set(value, valid);
  }
  return valid;
}

/** What a pattern accepts, as JSON Schema. */
const like = (pattern: RegExp, more: Schema = {}): Schema => ({ type: 'string', pattern: pattern.source, ...more });

const list = (items: Schema, least: number): Schema => ({
  type: 'array',
  items,
  ...(least === 0 ? {} : { minItems: least }),
});

const textSchema: Schema = { type: 'string', pattern: '\\S', not: { pattern: '\\u0000' } };
const slugSchema = like(slugPattern);
export const eventIdSchema = like(eventIdPattern);

export const Text = () => check('text', 'must be text that is not blank', isText, textSchema);
export const Slug = () =>
  check('slug', 'must be a slug: a-z, 0-9 and "-", at most 100, no "-" first', isSlug, slugSchema);
export const Slugs = (least: number) =>
  check(
    'slugs',
    `must be an array of at least ${least} slugs (a-z, 0-9 and "-")`,
    listOf(isSlug, least),
    list(slugSchema, least),
  );
export const EventId = () =>
  check('event-id', 'must be an id: letters, digits, ".", "_" and "-", at most 64', isEventId, eventIdSchema);
export const FactRef = () =>
  check(
    'fact-ref',
    'must be the id of an earlier event of this story (letters, digits, ".", "_", "-")',
    isEventId,
    eventIdSchema,
  );
export const FactRefs = () =>
  check(
    'fact-refs',
    'must be an array of ids of earlier events of this story',
    listOf(isEventId, 1),
    list(eventIdSchema, 1),
  );
export const OneOfWords = (...words: string[]) =>
  check('one-of', `must be one of: ${words.join(', ')}`, (value) => words.includes(value as string), { enum: words });
export const Edtf = () =>
  check('edtf', 'must be an EDTF date, level 2, such as 2024-10-28 or [..2024-10-27]', isEdtf, {
    type: 'string',
    minLength: 1,
    maxLength: 200,
    description: 'An EDTF date (ISO 8601-2:2019), level 2, such as 2024-10-28 or [..2024-10-27].',
  });
export const Time = () =>
  check(
    'time',
    'must be an RFC 3339 time in UTC, such as 2024-10-28T21:05:00Z',
    isTime,
    like(timePattern, { format: 'date-time', description: 'An RFC 3339 time in UTC, such as 2024-10-28T21:05:00Z.' }),
  );
export const OpaqueId = () =>
  check(
    'opaque-id',
    'must be an opaque id: letters, digits and ". _ : @ ~ -", at most 128',
    isOpaqueId,
    like(opaqueIdPattern),
  );
export const Wikidata = () => matching('wikidata', 'must be a Wikidata item such as Q11209', /^Q[1-9]\d{0,11}$/);
export const LanguageTag = () =>
  matching('language', 'must be a BCP 47 language tag such as en or pt-BR', /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/);
export const Sha256 = () =>
  matching('sha256', 'must be a SHA-256 in 64 lower-case hexadecimal digits', /^[0-9a-f]{64}$/);
export const Zone = () =>
  matching('zone', 'must be an IANA time zone or an offset, such as Europe/Brussels', /^[A-Za-z0-9_+:/-]{1,64}$/);
export const WebAddress = () =>
  check(
    'url',
    'must be an absolute http or https address',
    (value) => isText(value) && /^https?:\/\//i.test(value) && URL.canParse(value),
    // Not "format": "uri", which is narrower than what browsers take as an address.
    { type: 'string', pattern: '^[Hh][Tt][Tt][Pp][Ss]?://', description: 'An absolute http or https address.' },
  );
export const FiniteNumber = () =>
  check('number', 'must be a number', (value) => typeof value === 'number' && Number.isFinite(value), {
    type: 'number',
  });
export const Flag = () =>
  check('flag', 'must be true or false', (value) => typeof value === 'boolean', { type: 'boolean' });

function matching(name: string, wanted: string, pattern: RegExp): PropertyDecorator {
  return check(name, wanted, matches(pattern), like(pattern));
}

import { accepted, RefusalError, refused } from '#errors';
import type { FieldError, Result } from '#errors';
import { isEventType, isSlug, pointerOf } from '#events';
import type { Json } from '#events';
import { readSentJson, withProblems } from '#runtime';
import { judgeTarget } from './judge-target.js';
import type { Targets } from './judge-target.js';
import type { NewWebhook } from './webhook.js';

type Fields = Readonly<Record<string, Json>>;
type Check = (value: Json) => FieldError | undefined;

const mostListed = 100;
const longestDescription = 500;
const never = () => false;

/** Reads the body of a new webhook. Every error names where it is and what would be accepted. */
export function readNewWebhook(body: unknown, targets: Targets): Result<NewWebhook> {
  const checks: Readonly<Record<string, Check>> = {
    url: (value) => {
      const judged = judgeTarget(value, targets);
      return 'url' in judged ? undefined : { pointer: '/url', ...judged };
    },
    stories: listOf('stories', 'slugs of stories', isSlug),
    types: listOf(
      'types',
      'types of events, such as EstimateRevised',
      (one) => typeof one === 'string' && isEventType(one),
    ),
    parties: listOf('parties', 'slugs of parties and speakers', isSlug),
    after: isPosition,
    description: (value) =>
      typeof value === 'string' && /\S/.test(value) && value.length <= longestDescription
        ? undefined
        : { pointer: '/description', code: 'text', detail: `must be text, at most ${longestDescription} characters` },
  };
  const read = readFields(body, checks, 'url', '{"url": "https://…"}');
  if (!read.ok) return read;
  const { url, ...rest } = read.value;
  const judged = judgeTarget(url, targets);
  return accepted({ ...(rest as Omit<NewWebhook, 'url'>), url: 'url' in judged ? judged.url : '' });
}

/** Reads the body of a replay. */
export function readReplay(body: unknown): Result<{ readonly after: number }> {
  const read = readFields(body, { after: isPosition }, 'after', '{"after": 0}');
  return read.ok ? accepted({ after: Number(read.value['after']) }) : read;
}

function readFields(
  body: unknown,
  checks: Readonly<Record<string, Check>>,
  required: string,
  example: string,
): Result<Fields> {
  if (!(body instanceof Uint8Array) || body.length === 0) {
    return refused({ code: 'malformed-json', detail: `The body is empty: send ${example} as application/json.` });
  }
  const read = readSentJson(body, 'body', never);
  if (!read.ok) return read;
  const { value, problems } = read.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return invalid([{ pointer: '', code: 'object', detail: `must be an object: ${example}` }]);
  }
  const unfit = Object.entries(value).flatMap(([name, field]): FieldError[] => {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check !== undefined) return [check(field) ?? []].flat();
    const detail = `is not known here; the fields are: ${Object.keys(checks).join(', ')}`;
    return [{ pointer: pointerOf([name]), code: 'unknown-field', detail }];
  });
  if (!Object.hasOwn(value, required)) unfit.push({ pointer: `/${required}`, code: 'required', detail: 'is required' });
  const errors = withProblems(problems, unfit);
  return errors.length > 0 ? invalid(errors) : accepted(value);
}

function listOf(name: string, words: string, fits: (value: Json) => boolean): Check {
  return (value) => {
    if (Array.isArray(value) && value.length >= 1 && value.length <= mostListed && value.every(fits)) return undefined;
    return { pointer: `/${name}`, code: 'list', detail: `must be an array of 1 to ${mostListed} ${words}` };
  };
}

const isPosition: Check = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? undefined
    : { pointer: '/after', code: 'position', detail: 'must be a position: a whole number, 0 or more' };

/** Throws where a webhook would wait in silence for a position that the record may never have. */
export function refuseBeyond(after: number, head: number): void {
  if (after <= head) return;
  const detail = `must not be beyond the record, which is at position ${head}`;
  throw new RefusalError({
    code: 'invalid-webhook',
    detail: `/after ${detail}.`,
    errors: [{ pointer: '/after', code: 'beyond', detail }],
  });
}

function invalid(errors: readonly FieldError[]): Result<never> {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const where = first?.pointer === '' ? 'The body' : (first?.pointer ?? '');
  return refused({ code: 'invalid-webhook', detail: `${where} ${first?.detail ?? ''}${more}.`, errors });
}

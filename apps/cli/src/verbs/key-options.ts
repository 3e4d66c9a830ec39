import { InvalidArgumentError } from 'commander';
import { isScope } from '#identity';
import type { Scope } from '#identity';
import { mostRate } from '#process';

const lengths = { m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

export function readHolder(text: string): string {
  if (/^[^\p{Cc}]{1,200}$/u.test(text) && text.trim() !== '') return text;
  throw new InvalidArgumentError('A holder is a name of 1 to 200 characters.');
}

/** For an option that may be given again and again. */
export function readScopes(text: string, before: readonly Scope[] = []): readonly Scope[] {
  if (isScope(text)) return before.includes(text) ? before : [...before, text];
  throw new InvalidArgumentError(
    'A scope is publish, publish:PREFIX* for the stories whose id begins with PREFIX (such as publish:us-*), read or admin.',
  );
}

/** When a key ends: a time, or how long it lasts from now on. */
export function readExpiry(text: string, now = Date.now()): Date {
  const [, count, unit] = /^([1-9]\d{0,5})([mhdw])$/.exec(text) ?? [];
  if (count !== undefined) return new Date(now + Number(count) * lengths[unit as keyof typeof lengths] * 1_000);
  const at = time.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) {
    throw new InvalidArgumentError(
      'It must be a time such as 2030-01-31T00:00:00Z, or a duration such as 30m, 12h, 90d or 4w.',
    );
  }
  if (at <= now) throw new InvalidArgumentError('It has passed already.');
  return new Date(at);
}

export function readRate(text: string): number {
  const rate = Number(text);
  if (/^\d+$/.test(text) && rate >= 1 && rate <= mostRate) return rate;
  throw new InvalidArgumentError(`It must be a whole number of events a second, from 1 to ${mostRate}.`);
}

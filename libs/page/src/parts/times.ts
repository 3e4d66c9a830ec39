import { html } from '../html.js';
import type { Html } from '../html.js';
import type { Telling } from '../telling.js';

const formats = new Map<string, Intl.DateTimeFormat>();
const moments = new Map<string, string>();
const mostMoments = 4_000;

// To make a format takes longer than to use it a thousand times.
function format(locale: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name}`;
  let made = formats.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(locale, options);
    formats.set(key, made);
  }
  return made;
}

const moment = (locale: string, zone: string) =>
  format(locale, `moment ${zone}`, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
    timeZoneName: 'short',
  });

/** A moment as a text, such as "28 October 2024 at 21:05 UTC", in the zone. */
export function tellMoment(time: string, { words, zone }: Pick<Telling, 'words' | 'zone'>): string {
  // Many facts became known at one time, and a format is slow.
  const key = `${words.locale} ${zone} ${time}`;
  const known = moments.get(key);
  if (known !== undefined) return known;
  if (moments.size >= mostMoments) moments.clear();
  const told = moment(words.locale, zone).format(new Date(time));
  moments.set(key, told);
  return told;
}

/** A moment in the zone of the page, with UTC at hand. `time` is RFC 3339. */
export function timeOf(time: string, telling: Telling): Html {
  const utc = tellMoment(time, { words: telling.words, zone: 'UTC' });
  return html`<time datetime="${time}" title="${utc}">${tellMoment(time, telling)}</time>`;
}

const partsOf = {
  1: { year: 'numeric' },
  2: { month: 'long', year: 'numeric' },
  3: { day: 'numeric', month: 'long', year: 'numeric' },
} as const;
const shortOf = {
  1: { year: 'numeric' },
  2: { month: 'short', year: 'numeric' },
  3: { day: 'numeric', month: 'short', year: 'numeric' },
} as const;

const calendar = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?$/;

/** A date of the calendar, year, month or day, as a text; undefined where it is none. It has no zone. */
export function tellCalendar(date: string, locale: string, length: 'long' | 'short' = 'long'): string | undefined {
  const [, year, month, day] = calendar.exec(date) ?? [];
  if (year === undefined) return undefined;
  const level = day !== undefined ? 3 : month !== undefined ? 2 : 1;
  const options = (length === 'long' ? partsOf : shortOf)[level];
  return format(locale, `calendar ${level} ${length}`, { ...options, timeZone: 'UTC' }).format(
    Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)),
  );
}

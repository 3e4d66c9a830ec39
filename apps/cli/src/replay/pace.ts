/** How long is waited between two events: always the same, or as long as it was, so many times faster. */
export type Pace =
  { readonly by: 'seconds'; readonly seconds: number } | { readonly by: 'factor'; readonly factor: number };

/** However long nothing became known, nobody waits longer than this for what came next. */
const mostMs = 5_000;
const mostSeconds = 3_600;

/** Reads `2`, `0.5`, `60x` or `60×`; or the sentence that says why it is none of them. */
export function readPace(text: string): Pace | string {
  const [, number = '', sign] = /^(\d{1,9}(?:\.\d{1,3})?)(x|×)?$/i.exec(text) ?? [];
  const value = Number(number);
  if (number === '' || (sign !== undefined && value === 0)) {
    return '--pace must be the seconds between events, such as 2, or how many times faster than it was, such as 60x';
  }
  if (sign !== undefined) return { by: 'factor', factor: value };
  if (value > mostSeconds) return `--pace must be at most ${mostSeconds.toLocaleString('en-US')} seconds`;
  return { by: 'seconds', seconds: value };
}

/** For how long the event that became known at one time waits behind that of another, both RFC 3339, in ms. */
export function waitBetween(pace: Pace, before: string, at: string): number {
  if (pace.by === 'seconds') return pace.seconds * 1_000;
  return Math.min(Math.max((Date.parse(at) - Date.parse(before)) / pace.factor, 0), mostMs);
}

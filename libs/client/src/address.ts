import type { Reads } from './api.js';

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export type ReadPath = keyof Reads;

/** An address out of its pattern, such as `/v1/stories/{story}`; a list in the query is given once for each of its values. */
export function addressOf(
  base: string,
  pattern: string,
  names: Readonly<Record<string, string>>,
  query: Query,
): string {
  const path = pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => segmentOf(name, names[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of typeof value === 'object' ? value : [value]) search.append(name, String(one));
  }
  return base + path + (search.size === 0 ? '' : `?${search.toString()}`);
}

function segmentOf(name: string, value: string): string {
  // An address goes to another place with such a segment.
  if (/^\.{0,2}$/.test(value)) throw new RangeError(`no address can name the ${name} "${value}"`);
  return encodeURIComponent(value);
}

import type { ExportSuffix } from './export-formats.js';

export type Suffix = 'json' | ExportSuffix;

// Where a reader likes several alike, the first.
const offered: readonly (readonly [Suffix, string])[] = [
  ['json', 'application/json'],
  ['csv', 'text/csv'],
  ['atom', 'application/atom+xml'],
  ['jsonld', 'application/ld+json'],
  ['ninjs', 'application/ninjs+json'],
];

interface Range {
  readonly range: string;
  readonly q: number;
}

// Commas and semicolons within quotes part nothing. A quote that never ends takes the rest: looked for again and again, its end
// took 140 ms of a header of 16 kB.
const quoted = String.raw`"(?:[^"\\]|\\.)*(?:"|\\?$)`;
const separated = { ',': new RegExp(`(?:${quoted}|[^,"])+`, 'gs'), ';': new RegExp(`(?:${quoted}|[^;"])+`, 'gs') };

const parts = (text: string, separator: ',' | ';') => text.match(separated[separator]) ?? [];

const token = "[\\w!#$&^.+'*-]+";
const rangePattern = new RegExp(`^${token}/${token}$`);
const weightPattern = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

function readRange(text: string): Range | undefined {
  const [range = '', ...parameters] = parts(text, ';').map((part) => part.trim());
  if (!rangePattern.test(range)) return undefined;
  const weight = parameters.find((parameter) => /^q=/i.test(parameter));
  const q = weight === undefined ? '1' : weightPattern.exec(weight)?.[1];
  return q === undefined ? undefined : { range: range.toLowerCase(), q: Number(q) };
}

/** How exactly a range names a type: 2 by its name, 1 by its family, 0 as anything; undefined where it does not. */
function exactness(range: string, type: string): number | undefined {
  if (range === type) return 2;
  if (range === `${type.split('/')[0] ?? ''}/*`) return 1;
  return range === '*/*' ? 0 : undefined;
}

/** The most exact range that names a type says how much it is wanted (RFC 9110, 12.5.1). */
function wanted(type: string, ranges: readonly Range[]): { readonly q: number; readonly exact: number } | undefined {
  const naming = ranges.flatMap(({ range, q }) => {
    const exact = exactness(range, type);
    return exact === undefined ? [] : [{ q, exact }];
  });
  return naming.sort((one, other) => other.exact - one.exact)[0];
}

/**
 * The format that an Accept header asks for; undefined where it takes none of ours. No header, and one that says nothing
 * that can be read, take anything: JSON. Of what is wanted alike, what is named stands before what a wildcard takes.
 */
export function chooseFormat(accept: string | undefined): Suffix | undefined {
  const ranges = parts(accept ?? '', ',').flatMap((part) => readRange(part.trim()) ?? []);
  if (ranges.length === 0) return 'json';
  const [best] = offered
    .flatMap(([suffix, type]) => {
      const found = wanted(type, ranges);
      return found === undefined || found.q === 0 ? [] : [{ suffix, ...found }];
    })
    .sort((one, other) => other.q - one.q || other.exact - one.exact);
  return best?.suffix;
}

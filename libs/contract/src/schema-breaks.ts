import type { Schema } from '#events';

const silent = ['$schema', '$id', '$defs', 'title', 'description', 'examples'];

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, part: unknown) =>
    isSchema(part) ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1))) : part,
  );

/**
 * Where a schema has changed in a way that a version that is out may not: all that may change are words, and optional
 * fields may come. Whoever reads by the older one is then still told nothing that it refuses (its objects are open), and
 * whoever publishes by it is still accepted. Anything else is for a new version.
 */
export function schemaBreaks(before: Schema, after: Schema): string[] {
  return compare(before, after, '', { before, after, seen: new Set() });
}

interface Documents {
  readonly before: Schema;
  readonly after: Schema;
  /** The classes that are being compared already: an attribution may hold attributions. */
  readonly seen: Set<string>;
}

function compare(before: Schema, after: Schema, at: string, documents: Documents): string[] {
  const [from, to] = [before['$ref'], after['$ref']];
  const pair = `${String(from)} ${String(to)}`;
  if (from !== undefined && to !== undefined) {
    if (documents.seen.has(pair)) return [];
    documents.seen.add(pair);
  }
  const old = followed(before, documents.before);
  const now = followed(after, documents.after);
  const keywords = new Set([...Object.keys(old), ...Object.keys(now)].filter((name) => !silent.includes(name)));
  return [...keywords].flatMap((keyword) => {
    const [was, is] = [old[keyword], now[keyword]];
    if (keyword === 'properties' && isSchema(was) && isSchema(is)) return compareFields(was, is, at, documents);
    if (keyword === 'items' && isSchema(was) && isSchema(is)) return compare(was, is, `${at}/*`, documents);
    return equal(keyword, was, is) ? [] : [`${at === '' ? 'the data' : at}: ${keyword} has changed`];
  });
}

function compareFields(was: Schema, is: Schema, at: string, documents: Documents): string[] {
  return Object.entries(was).flatMap(([name, field]) => {
    const now = is[name];
    if (!isSchema(field) || !isSchema(now))
      return canonical(field) === canonical(now) ? [] : [`${at}/${name}: is gone`];
    return compare(field, now, `${at}/${name}`, documents);
  });
}

function equal(keyword: string, was: unknown, is: unknown): boolean {
  if (keyword === 'required') return sorted(was) === sorted(is);
  return canonical(unworded(was)) === canonical(unworded(is));
}

const sorted = (names: unknown) => canonical(Array.isArray(names) ? [...(names as string[])].sort() : []);

/** Rules without the words in which they are told beside their schema. */
function unworded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unworded);
  if (!isSchema(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) =>
      name === 'description' && typeof part === 'string' ? [] : [[name, unworded(part)]],
    ),
  );
}

function followed(schema: Schema, document: Schema): Schema {
  const { $ref, ...beside } = schema;
  if (typeof $ref !== 'string') return schema;
  const definitions = document['$defs'];
  const target = isSchema(definitions) ? definitions[$ref.replace('#/$defs/', '')] : undefined;
  return isSchema(target) ? { ...target, ...beside } : schema;
}

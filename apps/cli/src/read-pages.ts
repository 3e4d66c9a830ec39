import { askReader } from './ask-reader.js';
import type { ReaderPlace } from './ask-reader.js';

type Answer = Readonly<Record<string, unknown>>;

/** A route's answer with the pages of its list put together. They are all of one moment. */
export async function readPages(
  reader: ReaderPlace,
  path: string,
  query: Readonly<Record<string, string>>,
  list: string,
): Promise<Answer> {
  const items: unknown[] = [];
  let first: Answer | undefined;
  let cursor: unknown;
  do {
    const next = typeof cursor === 'string' ? { cursor } : {};
    const page = (await askReader(reader, path, { ...query, limit: '1000', ...next })) as Answer;
    first ??= page;
    items.push(...(page[list] as readonly unknown[]));
    ({ cursor } = page);
  } while (cursor !== undefined);
  const answer = { ...first, [list]: items };
  return Object.fromEntries(Object.entries(answer).filter(([name]) => name !== 'cursor'));
}

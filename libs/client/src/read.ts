import { addressOf } from './address.js';
import type { Query, ReadPath } from './address.js';
import type { Reads } from './api.js';
import { send } from './connection.js';
import type { Connection } from './connection.js';

/** What may be asked at an address, and a signal to give up waiting. */
export type Asked<Path extends ReadPath> = Reads[Path]['query'] & { readonly signal?: AbortSignal | undefined };

export type Answer<Path extends ReadPath> = Reads[Path]['answer'];

type Names = Readonly<Record<string, string>>;

export async function read<Path extends ReadPath>(
  connection: Connection,
  path: Path,
  names: Names,
  { signal, ...query }: Asked<Path>,
): Promise<Answer<Path>> {
  const url = addressOf(connection.base, path, names, query as Query);
  return (await send(connection, { url }, signal)) as Answer<Path>;
}

/** The addresses whose answers have a next page. */
export type ListPath = {
  [Path in ReadPath]: Answer<Path> extends { readonly cursor?: string } ? Path : never;
}[ReadPath];

/** All items from all pages, each page asked for when it is needed; `limit` says how many are in one. */
export async function* list<Path extends ListPath, Item>(
  connection: Connection,
  path: Path,
  names: Names,
  asked: Asked<Path>,
  itemsOf: (answer: Answer<Path>) => readonly Item[],
): AsyncGenerator<Item, void, undefined> {
  for (let next: Asked<Path> | undefined = asked; next !== undefined;) {
    const answer: Answer<Path> & { readonly cursor?: string } = await read(connection, path, names, next);
    yield* itemsOf(answer);
    next = answer.cursor === undefined ? undefined : ({ ...asked, cursor: answer.cursor } as Asked<Path>);
  }
}

import type { Sample } from '../benchmark.js';
import { driveClosedLoop } from '../measure/drive-closed-loop.js';
import { KeepAliveClient } from '../measure/keep-alive-client.js';

const connections = 64;

export interface ReadRequest {
  readonly path: string;
  /** The tag of what the reader has already. */
  readonly tag?: string | undefined;
}

/** Readers that never pause: each connection waits for its answer, which must be of the status that is expected. */
export async function readMany(
  url: URL,
  seconds: number,
  expected: 200 | 304,
  choose: () => ReadRequest,
): Promise<Sample> {
  const opening = Array.from({ length: connections }, () => KeepAliveClient.connect(url, {}));
  const clients = await Promise.all(opening);
  try {
    return await driveClosedLoop(connections, seconds, async (reader) => {
      const { path, tag } = choose();
      const answer = await clients[reader]?.get(path, tag === undefined ? {} : { 'if-none-match': tag });
      if (answer?.status !== expected) throw new Error(`${path} was answered ${answer?.status}: ${answer?.body}`);
    });
  } finally {
    for (const client of clients) client.close();
  }
}

/** The tags under which these paths are answered now. */
export async function readTags(url: URL, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const client = await KeepAliveClient.connect(url, {});
  const tags = new Map<string, string>();
  for (const path of paths) {
    const tag = /\netag: *([^\r\n]+)/i.exec((await client.get(path)).head)?.[1];
    if (tag !== undefined) tags.set(path, tag);
  }
  client.close();
  return tags;
}

/** A few are asked for again and again: the number at place n is chosen about 1/n as often as the first. */
export const chooseSkewed = (count: number): number => Math.floor(count ** Math.random()) - 1;

export const chooseFrom = (least: number, most: number): number =>
  least + Math.floor(Math.random() * (most - least + 1));

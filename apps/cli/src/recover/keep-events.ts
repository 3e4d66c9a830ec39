import { open, rename, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { StoppingError } from '#errors';
import type { TopicRecord } from '#bus';
import type { StoredEvent } from '#events';

/** Two files, line for line: what `newsledger import` takes, and the record of each event with every field. */
export class KeptEvents {
  private constructor(
    private readonly path: string,
    private readonly lines: FileHandle,
    private readonly records: FileHandle,
  ) {}

  /** Throws a StoppingError where one of the files is there already, or cannot be made. */
  static async open(path: string): Promise<KeptEvents> {
    await requireFree(path);
    await requireFree(recordsOf(path));
    try {
      return new KeptEvents(path, await open(`${path}.part`, 'w'), await open(`${recordsOf(path)}.part`, 'w'));
    } catch (error) {
      throw new StoppingError(`${path} cannot be written: ${(error as Error).message}.`);
    }
  }

  async add(records: readonly TopicRecord[]): Promise<void> {
    await this.lines.appendFile(records.map(({ event }) => `${importLine(event)}\n`).join(''));
    await this.records.appendFile(
      records.map(({ event, epoch }) => `${JSON.stringify({ epoch, ...event })}\n`).join(''),
    );
  }

  /** The files have their names once they are whole and on the disk. */
  async close(): Promise<void> {
    const ends = [
      [this.lines, this.path],
      [this.records, recordsOf(this.path)],
    ] as const;
    for (const [file, path] of ends) {
      await file.sync();
      await file.close();
      await rename(`${path}.part`, path);
    }
  }
}

export const recordsOf = (path: string): string => `${path}.record`;

export async function requireFree(path: string): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new StoppingError(`${path} is there already: name another file.`);
}

/** An event as a newsroom publishes it, with its story. What is given anew when it is published again is left out. */
export function importLine({ story, id, type, schemaVersion, publishedAt, actor, data }: StoredEvent): string {
  const beside = {
    story,
    id,
    type,
    schemaVersion,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(actor === undefined ? {} : { actor }),
  };
  return `${JSON.stringify(beside).slice(0, -1)},"data":${isOneLine(data) ? data : JSON.stringify(data)}}`;
}

function isOneLine(json: string): boolean {
  try {
    JSON.parse(json);
    return !json.includes('\n');
  } catch {
    return false;
  }
}

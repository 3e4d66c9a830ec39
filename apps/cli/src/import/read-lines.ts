import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { StoppingError } from '#errors';

export interface Line {
  /** 1, 2, 3 … */
  readonly number: number;
  /** Where the line after it begins, in bytes of the text; what a resumed import skips. */
  readonly end: number;
  /** Without the line break; undefined where the line is longer than any event may be. */
  readonly bytes: Buffer | undefined;
}

export interface LineSource {
  readonly lines: AsyncIterable<Line>;
  /** Ends the lines, also where the next one is still waited for. */
  readonly end: () => void;
  /** How much of the whole has been read, 0 to 1; undefined where nobody knows the whole. */
  readonly share: () => number | undefined;
}

/** The same as the body of a publish may have. */
const longest = 1024 * 1024;

/** The lines of a file, of a gzipped one (`.gz`), or of standard input (`-`). Blank lines are left out. */
export async function openLines(path: string): Promise<LineSource> {
  if (path === '-') return sourceOf(path, process.stdin, () => undefined);
  const size = await sizeOf(path);
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const share = () => (size === 0 ? 1 : Math.min(1, file.bytesRead / size));
  if (!path.endsWith('.gz')) return sourceOf(path, file, share);
  const text = createGunzip();
  file.once('error', (error) => text.destroy(error));
  return sourceOf(path, file.pipe(text), share);
}

function sourceOf(path: string, stream: Readable, share: LineSource['share']): LineSource {
  let isEnded = false;
  // What fails before the first line is asked for is told when it is.
  stream.on('error', () => undefined);
  const end = () => {
    isEnded = true;
    stream.destroy();
  };
  const told = async function* () {
    try {
      yield* splitLines(stream);
    } catch (error) {
      if (!isEnded) throw cannotRead(path, error);
    }
  };
  return { lines: told(), end, share };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw cannotRead(path, error);
  }
}

function cannotRead(path: string, error: unknown): StoppingError {
  return new StoppingError(`${path} cannot be read: ${(error as Error).message}.`);
}

const lineBreak = 0x0a;

async function* splitLines(source: Readable): AsyncGenerator<Line> {
  let held: Buffer[] = [];
  let size = 0;
  let end = 0;
  let number = 0;
  const take = (): Line | undefined => {
    const bytes = size > longest ? undefined : Buffer.concat(held);
    const isBlank = bytes?.toString('latin1').trim() === '';
    held = [];
    size = 0;
    number += 1;
    return isBlank ? undefined : { number, end, bytes };
  };
  const hold = (part: Buffer) => {
    size += part.length;
    // What is too long is counted and let go.
    if (size > longest) held = [];
    else held.push(part);
  };
  for await (const chunk of source as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(lineBreak); at >= 0; at = chunk.indexOf(lineBreak, from)) {
      hold(chunk.subarray(from, at));
      end += at + 1 - from;
      from = at + 1;
      const line = take();
      if (line !== undefined) yield line;
    }
    hold(chunk.subarray(from));
    end += chunk.length - from;
  }
  if (size === 0) return;
  const line = take();
  if (line !== undefined) yield line;
}

import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { StoppingError } from '#errors';
import type { Refusal } from '#errors';
import type { Line } from './read-lines.js';

/** The file of the lines that were refused, each with its reasons; there is none where nothing was refused. */
export class RefusedLines {
  private written: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly path: string,
    private file: FileHandle | undefined,
    private size: number,
  ) {}

  /** Goes on behind the first `kept` bytes of what an earlier run wrote, or where that is gone, or 0, begins anew. */
  static async open(path: string, kept: number): Promise<RefusedLines> {
    try {
      if (kept === 0) {
        await rm(path, { force: true });
        return new RefusedLines(path, undefined, 0);
      }
      const file = await open(path, 'a+');
      const { size } = await file.stat();
      const stays = Math.min(kept, size);
      await file.truncate(stays);
      return new RefusedLines(path, file, stays);
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  get bytes(): number {
    return this.size;
  }

  add({ number, bytes }: Line, { code, detail, errors }: Refusal): void {
    const reasons = { line: number, code, detail, ...(errors === undefined ? {} : { errors }) };
    const text = `${JSON.stringify({ ...reasons, sent: bytes?.toString() })}\n`;
    this.size += Buffer.byteLength(text);
    this.written = this.written.then(() => this.append(text));
    // Told by the next flush; until then nobody waits for it.
    this.written.catch(() => undefined);
  }

  /** Resolves when all that was added is in the file. */
  flush(): Promise<unknown> {
    return this.written;
  }

  async close(): Promise<void> {
    await this.written;
    await this.file?.close();
  }

  private async append(text: string): Promise<void> {
    try {
      this.file ??= await open(this.path, 'a');
      await this.file.appendFile(text);
    } catch (error) {
      throw cannotWrite(this.path, error);
    }
  }
}

function cannotWrite(path: string, error: unknown): StoppingError {
  return new StoppingError(`${path}, where refused lines go, cannot be written: ${(error as Error).message}.`);
}

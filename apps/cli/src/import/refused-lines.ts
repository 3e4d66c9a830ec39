import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Refusal } from '#errors';
import type { Line } from './read-lines.js';

/** The file of the lines that were refused, each with its reasons; made when the first one comes. */
export class RefusedLines {
  private file: Promise<FileHandle> | undefined;
  private written: Promise<unknown> = Promise.resolve();
  private size: number;

  /** `kept` is how much of what an earlier run wrote stands. */
  constructor(
    readonly path: string,
    kept: number,
  ) {
    this.size = kept;
  }

  get bytes(): number {
    return this.size;
  }

  add({ number, bytes }: Line, { code, detail, errors }: Refusal): void {
    const reasons = { line: number, code, detail, ...(errors === undefined ? {} : { errors }) };
    const text = Buffer.from(`${JSON.stringify({ ...reasons, sent: bytes?.toString() })}\n`);
    const at = this.size;
    this.size += text.length;
    this.file ??= this.begin(at);
    const { file } = this;
    this.written = this.written.then(async () => (await file).write(text, 0, text.length, at));
  }

  /** Resolves when all that was added is in the file. */
  flush(): Promise<unknown> {
    return this.written;
  }

  async close(): Promise<void> {
    await this.written;
    await (await this.file)?.close();
  }

  private async begin(kept: number): Promise<FileHandle> {
    const file = await open(this.path, kept === 0 ? 'w' : 'r+');
    await file.truncate(kept);
    return file;
  }
}

import { createHash } from 'node:crypto';
import { open, mkdir, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StoppingError } from '#errors';
import { files } from './bundle-format.js';
import type { BundleFile } from './bundle-format.js';

const pieceBytes = 256 * 1024;

/** One file of a bundle, as it is written: gathered, and hashed on the way. */
export class BundleWriter {
  private readonly hash = createHash('sha256');
  private waiting = '';
  private bytes = 0;

  constructor(
    private readonly name: string,
    private readonly file: FileHandle,
  ) {}

  async write(text: string): Promise<void> {
    this.waiting += text;
    if (this.waiting.length >= pieceBytes) await this.flush();
  }

  async close(): Promise<BundleFile> {
    await this.flush();
    await this.file.sync();
    await this.file.close();
    return { name: this.name, bytes: this.bytes, sha256: this.hash.digest('hex') };
  }

  private async flush(): Promise<void> {
    const piece = Buffer.from(this.waiting);
    this.waiting = '';
    this.hash.update(piece);
    this.bytes += piece.length;
    await this.file.appendFile(piece);
  }
}

/** A folder that is filled under another name, and has its own once it is whole. */
export class BundleFolder {
  private constructor(
    private readonly path: string,
    private readonly making: string,
  ) {}

  static async make(path: string): Promise<BundleFolder> {
    const making = `${path}.part-${process.pid}`;
    try {
      // A folder that is there is never written into; made here, its name is ours.
      await mkdir(dirname(path), { recursive: true });
      await mkdir(path);
      await mkdir(join(making, files.schemas), { recursive: true });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') throw new StoppingError(`${path} is there already: name a folder that is not, with -o.`);
      throw new StoppingError(`${path} cannot be made: ${message}.`);
    }
    return new BundleFolder(path, making);
  }

  async open(name: string): Promise<BundleWriter> {
    return new BundleWriter(name, await open(join(this.making, name), 'wx'));
  }

  async put(name: string, text: string): Promise<BundleFile> {
    const writer = await this.open(name);
    await writer.write(text);
    return writer.close();
  }

  async keep(): Promise<void> {
    await rename(this.making, this.path);
  }

  async drop(): Promise<void> {
    await rm(this.making, { recursive: true, force: true });
    await rm(this.path, { recursive: true, force: true });
  }
}

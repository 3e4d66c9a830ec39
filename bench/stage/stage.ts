import { existsSync, statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoppingError } from '#errors';

const tmpfsMagic = 0x0102_1994;

/** The folders of one run, and everything that was started in it and must end with it. */
export class Stage {
  private readonly closers: (() => Promise<unknown>)[] = [];

  private constructor(
    /** On a disk. */
    readonly folder: string,
    /** Where PostgreSQL keeps its data: on a disk, or in memory with --tmpfs. */
    readonly databaseFolder: string,
    readonly isTmpfs: boolean,
  ) {}

  static async open(isTmpfs: boolean): Promise<Stage> {
    if (isTmpfs && !existsSync('/dev/shm')) {
      throw new StoppingError('There is no /dev/shm here: --tmpfs works on Linux only.');
    }
    if (!isTmpfs && statfsSync(tmpdir()).type === tmpfsMagic) {
      throw new StoppingError(`${tmpdir()} is in memory: set TMPDIR to a folder on a disk, or say --tmpfs.`);
    }
    const folder = await mkdtemp(join(tmpdir(), 'newsledger-bench-'));
    const databaseFolder = isTmpfs ? await mkdtemp('/dev/shm/newsledger-bench-') : folder;
    const stage = new Stage(folder, databaseFolder, isTmpfs);
    for (const made of new Set([folder, databaseFolder])) {
      stage.onClose(() => rm(made, { recursive: true, force: true }));
    }
    return stage;
  }

  onClose(close: () => Promise<unknown>): void {
    this.closers.push(close);
  }

  /** Ends what was started, the last first. What cannot be ended does not keep the rest from it. */
  async close(): Promise<void> {
    for (let close = this.closers.pop(); close !== undefined; close = this.closers.pop()) {
      await close().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    }
  }
}

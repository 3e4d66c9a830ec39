import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { StoppingError } from '#errors';

export interface Counts {
  /** Appended by this import. */
  readonly accepted: number;
  /** There already, with equal content. */
  readonly known: number;
  readonly refused: number;
}

/** How far an import has come: every line before `end` is decided for good. */
export interface ImportPlace extends Counts {
  readonly end: number;
  readonly lines: number;
  /** How long the file of refused lines was then: what was written behind it is written again. */
  readonly refusedBytes: number;
}

interface KeptPlace extends ImportPlace {
  readonly epoch: string;
  readonly input: string;
}

const beginning: ImportPlace = { end: 0, lines: 0, refusedBytes: 0, accepted: 0, known: 0, refused: 0 };

/**
 * Keeps an import's place in a file beside its input, so that it goes on where it was interrupted. The place holds for
 * one input and one ledger: elsewhere it would skip what was never recorded there.
 */
export class PlaceKeeper {
  private constructor(
    private readonly path: string | undefined,
    private readonly epoch: string,
    private readonly input: string,
  ) {}

  /** For an input that cannot be read twice: every run begins anew. */
  static none(): PlaceKeeper {
    return new PlaceKeeper(undefined, '', '');
  }

  static async of(input: string, epoch: string): Promise<PlaceKeeper> {
    return new PlaceKeeper(`${input}.import`, epoch, await fingerprintOf(input));
  }

  async read(): Promise<ImportPlace> {
    const kept = this.path === undefined ? undefined : await readKept(this.path);
    if (kept === undefined || (kept.epoch === this.epoch && kept.input === this.input)) return kept ?? beginning;
    const other = kept.epoch === this.epoch ? 'another content of this file' : 'another ledger';
    throw new StoppingError(
      `${String(this.path)} keeps the place of an import of ${other}: remove it to begin at the first line.`,
    );
  }

  async write(place: ImportPlace): Promise<void> {
    if (this.path === undefined) return;
    const kept: KeptPlace = { ...place, epoch: this.epoch, input: this.input };
    await writeFile(`${this.path}.new`, JSON.stringify(kept));
    await rename(`${this.path}.new`, this.path);
  }

  async forget(): Promise<void> {
    if (this.path !== undefined) await rm(this.path, { force: true });
  }
}

/** A place that a power cut tore is none: what is recorded already is found by its id. */
async function readKept(path: string): Promise<KeptPlace | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as KeptPlace;
  } catch {
    return undefined;
  }
}

const headBytes = 64 * 1024;

/** Tells inputs apart by their beginning: a file may have grown since. */
async function fingerprintOf(input: string): Promise<string> {
  const file = await open(input);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const firstLine = buffer.subarray(0, bytesRead).indexOf('\n');
    const head = buffer.subarray(0, firstLine < 0 ? bytesRead : firstLine);
    return createHash('sha256').update(head).digest('hex');
  } finally {
    await file.close();
  }
}

import { readFile, rename, rm, writeFile } from 'node:fs/promises';

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

export const beginning: ImportPlace = { end: 0, lines: 0, refusedBytes: 0, accepted: 0, known: 0, refused: 0 };

/** Keeps an import's place in a file beside its input, so that it goes on where it was interrupted. */
export class PlaceKeeper {
  constructor(private readonly path: string | undefined) {}

  async read(): Promise<ImportPlace> {
    if (this.path === undefined) return beginning;
    const text = await readFile(this.path, 'utf8').catch(() => undefined);
    return text === undefined ? beginning : (JSON.parse(text) as ImportPlace);
  }

  async write(place: ImportPlace): Promise<void> {
    if (this.path === undefined) return;
    await writeFile(`${this.path}.new`, JSON.stringify(place));
    await rename(`${this.path}.new`, this.path);
  }

  async forget(): Promise<void> {
    if (this.path !== undefined) await rm(this.path, { force: true });
  }
}

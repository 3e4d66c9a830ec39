import type pg from 'pg';
import { readCheckpoints } from '#apps/notary';
import type { NumberedCheckpoint } from '#apps/notary';
import { openCheckpoint } from '#merkle';
import type { NoteVerifier } from '#merkle';
import type { Finding } from '#proof';
import type { RememberedCheckpoint } from '../memory.js';

/** A tree that somebody vouches for. */
export interface SignedTree {
  readonly size: number;
  readonly root: Buffer;
  /** Who says so, for a person. */
  readonly by: string;
}

const pageCheckpoints = 500;

/**
 * The checkpoints that are kept and those that are remembered, the smallest first. One that is kept and cannot be trusted
 * is passed over, and `fault` tells the first such.
 */
export class SignedTrees {
  fault: Finding | undefined;
  /** How many of those that are kept were read. */
  kept = 0;
  private page: NumberedCheckpoint[] = [];
  private reached = { number: 0, size: 0 };
  private isEnd = false;
  /** Of those that are kept, the last that can be trusted. */
  note: string | undefined;
  /** The number of the one that was trusted last. */
  private trusted = 0;
  private readonly remembered: RememberedCheckpoint[];

  constructor(
    private readonly tree: pg.Pool,
    private readonly place: { readonly epoch: number; readonly origin: string; readonly last: number },
    private readonly verifiers: readonly NoteVerifier[],
    remembered: readonly RememberedCheckpoint[],
  ) {
    this.remembered = [...remembered];
  }

  async next(): Promise<SignedTree | undefined> {
    const kept = await this.peekKept();
    const [own] = this.remembered;
    if (own !== undefined && own.size <= (kept?.size ?? Infinity)) {
      this.remembered.shift();
      const of = own.origin === this.place.origin ? '' : ` of ${own.origin}, which was left,`;
      return { size: own.size, root: own.root, by: `the checkpoint of ${own.size} events${of} that you remember` };
    }
    this.page.shift();
    return kept && { size: kept.size, root: kept.root, by: `the checkpoint of ${kept.size} events` };
  }

  /** The next one that can be trusted. */
  private async peekKept(): Promise<NumberedCheckpoint | undefined> {
    for (;;) {
      const [first] = this.page;
      if (first === undefined) {
        if (this.isEnd) return undefined;
        await this.turnPage();
      } else if (this.isTrusted(first)) {
        return first;
      } else {
        this.page.shift();
      }
    }
  }

  private async turnPage(): Promise<void> {
    const { epoch, last } = this.place;
    const page = await readCheckpoints(this.tree, epoch, this.reached.number, pageCheckpoints);
    this.page = page.filter(({ number }) => number <= last);
    this.isEnd = this.page.length < pageCheckpoints;
    this.reached = { ...this.reached, number: this.page.at(-1)?.number ?? last };
    this.kept += this.page.length;
  }

  private isTrusted(kept: NumberedCheckpoint): boolean {
    if (kept.number === this.trusted) return true;
    const wrong = this.judge(kept);
    if (wrong === undefined) {
      this.trusted = kept.number;
      this.note = kept.note;
      this.reached = { ...this.reached, size: kept.size };
    } else {
      this.fault ??= { what: 'checkpoint', between: [this.reached.size, kept.size], ...wrong };
    }
    return wrong === undefined;
  }

  private judge({ size, root, note }: NumberedCheckpoint): Omit<Finding, 'what'> | undefined {
    const told = `The checkpoint of ${size} events`;
    const signed = openCheckpoint(note, this.verifiers);
    if (signed === undefined) return { detail: `${told} is not signed by a key of the notary.` };
    const expected = `${this.place.origin}, ${size} events, ${root.toString('base64')}`;
    const found = `${signed.origin}, ${signed.size} events, ${signed.root.toString('base64')}`;
    if (found !== expected) return { detail: `${told} is not what its note says.`, expected, found };
    if (size >= this.reached.size) return undefined;
    return {
      detail: `${told} was signed behind a larger one.`,
      expected: `${this.reached.size} or more`,
      found: String(size),
    };
  }
}

/** The number of the checkpoint of an epoch that was signed last; 0 where there is none. */
export async function readLastNumber(tree: pg.Pool, epoch: number): Promise<number> {
  const { rows } = await tree.query<{ number: number | null }>(
    `select max(number) as number from checkpoint where epoch = $1::integer`,
    [epoch],
  );
  return rows[0]?.number ?? 0;
}

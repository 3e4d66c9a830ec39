import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { readEventLine } from '#apps/publisher';
import type { EventLine, StoryDesk } from '#apps/publisher';
import { catalogue } from '#errors';
import type { Refusal } from '#errors';
import type { StoryId } from '#events';
import type { Line } from './read-lines.js';

export type LineOutcome = 'accepted' | 'known' | Refusal;

export interface ImportOptions {
  readonly desk: Pick<StoryDesk, 'publish'>;
  /** The opaque id of the key that the import is done under. */
  readonly recordedBy: string;
  readonly mayPublish: (story: StoryId) => boolean;
  readonly dryRun: boolean;
  readonly isAway: (error: unknown) => boolean;
  readonly signal: AbortSignal;
}

const retryEveryMs = 500;

/** Decides lines one by one, those of a story in their order, and many at once. */
export class LineImporter {
  /** For stories in which a correction is under way: what its fact is now must be read before the next is decided. */
  private readonly held = new Map<StoryId, Promise<unknown>>();

  constructor(private readonly options: ImportOptions) {}

  async import(line: Line): Promise<LineOutcome> {
    if (line.bytes === undefined) {
      return { code: 'body-too-large', detail: 'The line may have at most 1 MiB (1,048,576 bytes).' };
    }
    const { bytes, number } = line;
    const read = readEventLine(bytes, () => idOf(number, bytes));
    if (!read.ok) return read.refusal;
    const { story, event } = read.value;
    if (!this.options.mayPublish(story)) {
      return { code: 'key-lacks-scope', detail: `The key does not allow to publish to the story ${story}.` };
    }
    const before = this.held.get(story);
    const deciding = before === undefined ? this.decide(read.value) : before.then(() => this.decide(read.value));
    if (before !== undefined || event.type === 'FactCorrected') this.hold(story, deciding);
    return deciding;
  }

  private hold(story: StoryId, deciding: Promise<unknown>): void {
    const settled = deciding
      .catch(() => undefined)
      .then(() => {
        if (this.held.get(story) === settled) this.held.delete(story);
      });
    this.held.set(story, settled);
  }

  /** Tries again while the database is away or too much waits: the id makes that safe. */
  private async decide({ story, event }: EventLine): Promise<LineOutcome> {
    const { desk, recordedBy, dryRun, isAway, signal } = this.options;
    for (;;) {
      try {
        const request = { story, events: [event], identified: true, expectation: undefined, recordedBy, dryRun };
        const published = await desk.publish(request);
        if (published.ok) return published.value.replayed ? 'known' : 'accepted';
        if (!catalogue[published.refusal.code].retryable) return published.refusal;
      } catch (error) {
        if (!isAway(error)) throw error;
      }
      signal.throwIfAborted();
      await delay(retryEveryMs, undefined, { signal });
    }
  }
}

/** The same line of the same file has the same id each time, so that an import that is run again doubles nothing. */
function idOf(number: number, bytes: Buffer): string {
  return `line-${createHash('sha256').update(`${number}\n`).update(bytes).digest('hex').slice(0, 40)}`;
}

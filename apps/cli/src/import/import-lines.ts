import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { readEventLine } from '#apps/publisher';
import type { StoryDesk } from '#apps/publisher';
import { catalogue } from '#errors';
import type { Refusal } from '#errors';
import type { NewEvent, StoryId } from '#events';
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

interface Waiting {
  readonly event: NewEvent;
  readonly settle: (outcome: LineOutcome) => void;
  readonly fail: (error: unknown) => void;
}

const retryEveryMs = 500;
const mostAtOnce = 100;
const mostBytesAtOnce = 256 * 1024;

/**
 * Decides lines: those of a story strictly one after the other, many stories at once. Lines of a story that wait together
 * are published together, and one by one where that is refused, so that each has the outcome that it would have alone.
 */
export class LineImporter {
  private readonly stories = new Map<StoryId, Waiting[]>();

  constructor(private readonly options: ImportOptions) {}

  import(line: Line): Promise<LineOutcome> {
    const { bytes, number } = line;
    if (bytes === undefined) {
      const detail = 'The line may have at most 1 MiB (1,048,576 bytes).';
      return Promise.resolve({ code: 'body-too-large', detail });
    }
    const read = readEventLine(bytes, () => idOf(number, bytes));
    if (!read.ok) return Promise.resolve(read.refusal);
    const { story, event } = read.value;
    if (!this.options.mayPublish(story)) {
      const detail = `The key does not allow to publish to the story ${story}.`;
      return Promise.resolve({ code: 'key-lacks-scope', detail });
    }
    return new Promise((settle, fail) => {
      const waiting = this.stories.get(story);
      if (waiting !== undefined) {
        waiting.push({ event, settle, fail });
        return;
      }
      const begun: Waiting[] = [{ event, settle, fail }];
      this.stories.set(story, begun);
      void this.run(story, begun);
    });
  }

  private async run(story: StoryId, waiting: Waiting[]): Promise<void> {
    // The lines that are read in the same turn of the event loop go together.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting.splice(0, sizeOfBatch(waiting));
      try {
        const outcomes = await this.decideAll(story, batch);
        for (const [at, { settle }] of batch.entries()) settle(outcomes[at] ?? 'accepted');
      } catch (error) {
        for (const { fail } of [...batch, ...waiting.splice(0)]) fail(error);
      }
    }
    this.stories.delete(story);
  }

  private async decideAll(story: StoryId, batch: readonly Waiting[]): Promise<LineOutcome[]> {
    const whole = await this.decide(
      story,
      batch.map(({ event }) => event),
    );
    if (typeof whole === 'string' || batch.length === 1) return batch.map(() => whole);
    const outcomes: LineOutcome[] = [];
    for (const { event } of batch) outcomes.push(await this.decide(story, [event]));
    return outcomes;
  }

  /** Tries again while the database is away or too much waits: the ids make that safe. */
  private async decide(story: StoryId, events: readonly NewEvent[]): Promise<LineOutcome> {
    const { desk, recordedBy, dryRun, isAway, signal } = this.options;
    for (;;) {
      try {
        const request = { story, events, identified: true, expectation: undefined, recordedBy, dryRun };
        const published = await desk.publish(request);
        if (published.ok) return published.value.replayed ? 'known' : 'accepted';
        if (!catalogue[published.refusal.code].retryable) return ofLine(published.refusal);
      } catch (error) {
        if (!isAway(error)) throw error;
      }
      signal.throwIfAborted();
      await delay(retryEveryMs, undefined, { signal });
    }
  }
}

function sizeOfBatch(waiting: readonly Waiting[]): number {
  let bytes = 0;
  let count = 0;
  for (const { event } of waiting) {
    bytes += event.bytes.length;
    if (count > 0 && (count === mostAtOnce || bytes > mostBytesAtOnce)) break;
    count += 1;
  }
  return count;
}

/** A refusal as it speaks of a line: nobody sent a list of events. */
function ofLine({ code, detail, errors, facts }: Refusal): Refusal {
  const prefix = /(^|\s)\/events\/0(?=\/)/;
  return {
    code,
    detail: detail.replace(prefix, '$1'),
    ...(errors === undefined
      ? {}
      : { errors: errors.map((one) => ({ ...one, pointer: one.pointer.replace(prefix, '') })) }),
    ...(facts === undefined ? {} : { facts }),
  };
}

/** The same line of the same file has the same id each time, so that an import that is run again doubles nothing. */
function idOf(number: number, bytes: Buffer): string {
  return `line-${createHash('sha256').update(`${number}\n`).update(bytes).digest('hex').slice(0, 40)}`;
}

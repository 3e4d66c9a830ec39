import type { Brake } from './brake.js';
import type { LineImporter, LineOutcome } from './import-lines.js';
import type { Counts, ImportPlace, PlaceKeeper } from './import-place.js';
import type { Line } from './read-lines.js';
import type { RefusedLines } from './refused-lines.js';

export interface ImportRun {
  readonly lines: AsyncIterable<Line>;
  readonly importer: Pick<LineImporter, 'import'>;
  readonly from: ImportPlace;
  readonly places: PlaceKeeper;
  readonly refused: RefusedLines;
  readonly brake: Pick<Brake, 'wait'> | undefined;
  /** Throws once the import may not go on. */
  readonly checkKey: () => Promise<void>;
  readonly onProgress: (counts: Counts & { readonly lines: number }) => void;
  readonly signal: AbortSignal;
}

interface Pending {
  readonly line: Line;
  readonly size: number;
  outcome: LineOutcome | undefined;
}

const mostPending = 1_500;
const mostPendingBytes = 8 * 1024 * 1024;
const keepEveryMs = 500;

/** Decides all lines behind the place, and answers the place at which it ended or was interrupted. */
export async function runImport(run: ImportRun): Promise<ImportPlace> {
  const { importer, places, refused, signal } = run;
  const pending: Pending[] = [];
  let place = run.from;
  let bytes = 0;
  let failure: Error | undefined;
  let wake: () => void = () => undefined;

  // Lines are told in their order, so that the place is always one line and the refusals stand as in the input.
  const settle = () => {
    let done = 0;
    for (let first = pending[done]; first?.outcome !== undefined; first = pending[done]) {
      place = after(place, first.line, first.outcome);
      if (typeof first.outcome !== 'string') refused.add(first.line, first.outcome);
      bytes -= first.size;
      done += 1;
    }
    if (done === 0) return;
    pending.splice(0, done);
    run.onProgress(place);
    wake();
  };
  const room = async () => {
    while (failure === undefined && (pending.length >= mostPending || bytes >= mostPendingBytes)) {
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  const keep = async () => {
    const kept = { ...place, refusedBytes: refused.bytes };
    await refused.flush();
    await places.write(kept);
  };

  const stop = (error: unknown) => {
    failure ??= error instanceof Error ? error : new Error(String(error));
    wake();
  };
  let keeping = Promise.resolve();
  const timer = setInterval(() => {
    keeping = keeping.then(keep).catch(stop);
  }, keepEveryMs);

  try {
    for await (const line of run.lines) {
      if (line.end <= run.from.end) continue;
      await run.checkKey();
      await run.brake?.wait();
      await room();
      if (failure !== undefined || signal.aborted) break;
      const one: Pending = { line, size: line.bytes?.length ?? 0, outcome: undefined };
      pending.push(one);
      bytes += one.size;
      importer.import(line).then((outcome) => {
        one.outcome = outcome;
        settle();
      }, stop);
    }
  } catch (error) {
    stop(error);
  }
  while (failure === undefined && pending.length > 0) await new Promise<void>((resolve) => (wake = resolve));
  clearInterval(timer);
  await keeping;
  await keep();
  if (failure !== undefined && !signal.aborted) throw failure;
  return { ...place, refusedBytes: refused.bytes };
}

function after(place: ImportPlace, { end }: Line, outcome: LineOutcome): ImportPlace {
  return {
    ...place,
    end,
    lines: place.lines + 1,
    accepted: place.accepted + (outcome === 'accepted' ? 1 : 0),
    known: place.known + (outcome === 'known' ? 1 : 0),
    refused: place.refused + (typeof outcome === 'string' ? 0 : 1),
  };
}

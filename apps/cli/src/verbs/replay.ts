import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { StoppingError } from '#errors';
import { stopSignal } from '#process';
import type { Settings } from '#process';
import type { ReaderPlace } from '../ask-reader.js';
import { readPages } from '../read-pages.js';
import { readReaderPlace } from '../reader-place.js';
import type { ReaderOptions } from '../reader-place.js';
import { Onlooker } from '../replay/ask-enter.js';
import { waitBetween } from '../replay/pace.js';
import type { Pace } from '../replay/pace.js';
import { readReplayPages } from '../replay/read-steps.js';
import { stepTeller, tellStepJson } from '../replay/step-teller.js';
import type { Claim } from '../story/told-fact.js';

export interface ReplayOptions extends ReaderOptions {
  readonly from?: string;
  readonly to?: string;
  readonly pace?: Pace;
  readonly step?: boolean;
  readonly json?: boolean;
}

/** Tells a story as it unfolded, event by event, in its pace or as somebody asks for the next; Ctrl-C ends it. */
export async function replayStory(settings: Settings, story: string, options: ReplayOptions): Promise<void> {
  const reader = await readReaderPlace(settings, options);
  const stop = new AbortController();
  const { signal } = stop;
  void stopSignal().then(() => stop.abort());
  // Whoever read what is told, such as "head", has gone.
  process.stdout.on('error', () => stop.abort());
  const onlooker = options.step === true ? new Onlooker(signal) : undefined;
  const wait = async (before: string, at: string): Promise<boolean> => {
    if (options.pace !== undefined) await delay(waitBetween(options.pace, before, at), undefined, { signal });
    return (await onlooker?.wantsNext()) ?? true;
  };
  try {
    await tell(reader, story, options, wait, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    onlooker?.close();
  }
}

async function tell(
  reader: ReaderPlace,
  story: string,
  { from, to, json }: ReplayOptions,
  wait: (before: string, at: string) => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const path = `/v1/stories/${encodeURIComponent(story)}`;
  const span = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const write = async (lines: readonly string[]) => {
    if (!process.stdout.write(`${lines.join('\n')}\n`)) await once(process.stdout, 'drain', { signal });
  };
  let tellStep = tellStepJson as ReturnType<typeof stepTeller>;
  let count = 0;
  let before: string | undefined;
  for await (const page of readReplayPages(reader, `${path}/replay`, span, signal)) {
    if (count === 0 && json !== true) tellStep = stepTeller(await propositionsAt(reader, path, page.from));
    for (const step of page.steps) {
      if (before !== undefined && !(await wait(before, step.recordedAt))) return;
      signal.throwIfAborted();
      await write(tellStep(step));
      before = step.recordedAt;
      count += 1;
    }
  }
  if (json === true) return;
  const told = count === 1 ? '1 event' : `${count.toLocaleString('en-US')} events`;
  await write([count === 0 ? 'Nothing became known between these two moments.' : `That was all: ${told}.`]);
}

/** What the claims say that were there already. */
async function propositionsAt(reader: ReaderPlace, path: string, position: number): Promise<Map<string, string>> {
  if (position === 0) return new Map();
  try {
    const { claims } = await readPages(reader, `${path}/claims`, { asOf: String(position) }, 'claims');
    return new Map((claims as readonly Claim[]).map(({ id, data }) => [id, data.proposition]));
  } catch (error) {
    // The story was not there yet.
    if (error instanceof StoppingError) return new Map();
    throw error;
  }
}

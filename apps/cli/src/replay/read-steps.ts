import { askReader } from '../ask-reader.js';
import type { ReaderPlace } from '../ask-reader.js';
import type { SentStep } from './step-teller.js';

/** How many events are asked for at once: the next are, when these have been shown. */
const pageLength = '200';

interface ReplayPage {
  readonly from: number;
  readonly to: number;
  readonly steps: readonly SentStep[];
  readonly cursor?: string;
}

/** The pages of a replay, each asked for when it is wanted; all are up to where the first one was. */
export async function* readReplayPages(
  reader: ReaderPlace,
  path: string,
  span: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncGenerator<ReplayPage, void, undefined> {
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const next: Record<string, string> = cursor === '' ? {} : { cursor };
    const page = (await askReader(reader, path, { ...span, limit: pageLength, ...next }, signal)) as ReplayPage;
    yield page;
    ({ cursor } = page);
  }
}

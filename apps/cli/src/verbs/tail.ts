import { StoppingError } from '#errors';
import { stopSignal } from '#runtime';
import type { Settings } from '#runtime';
import type { ReaderPlace } from '../ask-reader.js';
import { legible } from '../legible.js';
import { readReaderPlace } from '../reader-place.js';
import type { ReaderOptions } from '../reader-place.js';
import { followStream } from '../tail/follow-stream.js';
import { openStream } from '../tail/open-stream.js';
import { changeTeller, tellEvent, tellJson } from '../tail/tell-message.js';
import type { TailOptions, WantedTail } from '../tail/wanted-tail.js';

export type FollowOptions = TailOptions & ReaderOptions & { readonly json?: boolean };

const say = (text: string) => process.stderr.write(`${legible(text)}\n`);

/** Tells what is recorded as it comes, until it is stopped; a connection that is lost is opened again. */
export async function followRecord(settings: Settings, wanted: WantedTail, options: FollowOptions): Promise<void> {
  const reader = await readReaderPlace(settings, options);
  const stop = new AbortController();
  void stopSignal().then(() => stop.abort());
  // Whoever read what is told, such as "head", has gone.
  process.stdout.on('error', () => stop.abort());
  const { as, filter } = wanted;
  const start = wanted.start ?? (['after', await findHead(reader, filter, stop.signal)] as const);
  const url = addressOf(reader, [['as', as], ...filter, start]);
  const tell = options.json === true ? tellJson : as === 'events' ? tellEvent : changeTeller();
  const messages = followStream(url, headersOf(reader), {
    signal: stop.signal,
    onOpen: () => void say(`Follows ${url.origin}, ${start.join(' ')}. Ctrl-C ends it.`),
    onLost: (why) => void say(`${why}; trying again.`),
    onBack: (behind) => void say(`The connection is back${behind === undefined ? '' : `, behind position ${behind}`}.`),
  });
  for await (const message of messages) {
    const lines = tell(message);
    if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
  }
}

/** Where the record ends now: what comes behind it is new, however often the connection is lost. */
async function findHead(reader: ReaderPlace, filter: WantedTail['filter'], signal: AbortSignal): Promise<string> {
  const asked = new AbortController();
  const opened = await openStream(
    addressOf(reader, filter),
    headersOf(reader),
    AbortSignal.any([signal, asked.signal]),
  );
  asked.abort();
  const head = opened.isOpen ? opened.headers.get('newsledger-position') : null;
  if (head !== null || signal.aborted) return head ?? '0';
  throw new StoppingError(opened.isOpen ? `${reader.url} does not say where its record ends.` : `${opened.why}.`);
}

const headersOf = ({ key }: ReaderPlace): Readonly<Record<string, string>> =>
  key === undefined ? {} : { authorization: `Bearer ${key}` };

function addressOf({ url }: ReaderPlace, query: readonly (readonly [string, string])[]): URL {
  const address = new URL('/v1/stream', url);
  for (const [name, value] of query) address.searchParams.append(name, value);
  return address;
}

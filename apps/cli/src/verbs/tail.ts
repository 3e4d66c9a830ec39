import { Newsledger, NewsledgerError } from '#client';
import type { EventToPublish, FollowedEvent, FollowOptions, Step } from '#client';
import { StoppingError } from '#errors';
import { stopSignal } from '#process';
import type { Settings } from '#process';
import { nothingAnswers } from '../ask-reader.js';
import { legible } from '../legible.js';
import { readReaderPlace } from '../reader-place.js';
import type { ReaderOptions } from '../reader-place.js';
import { changeTeller, tellEvent, tellJson } from '../tail/tell-followed.js';
import type { TailOptions, WantedTail } from '../tail/wanted-tail.js';

export type FollowVerbOptions = TailOptions & ReaderOptions & { readonly json?: boolean };

const say = (text: string) => process.stderr.write(`${legible(text)}\n`);

/** Tells what is recorded as it comes, until it is stopped; a connection that is lost is opened again. */
export async function followRecord(settings: Settings, wanted: WantedTail, options: FollowVerbOptions): Promise<void> {
  const { url, key } = await readReaderPlace(settings, options);
  const stop = new AbortController();
  void stopSignal().then(() => stop.abort());
  // Whoever read what is told, such as "head", has gone.
  process.stdout.on('error', () => stop.abort());
  const client = new Newsledger({ url, key });
  try {
    for await (const lines of told(client, wanted, options.json === true, { signal: stop.signal, ...watch(url) })) {
      process.stdout.write(`${lines.join('\n')}\n`);
    }
  } catch (error) {
    if (stop.signal.aborted) return;
    throw error instanceof NewsledgerError ? new StoppingError(error.problem.detail) : error;
  }
}

async function* told(client: Newsledger, wanted: WantedTail, isJson: boolean, more: FollowOptions) {
  const options = { ...wanted.start, ...more };
  if (wanted.as === 'changes') {
    const tell: (step: Step) => readonly string[] = isJson ? tellJson : changeTeller();
    for await (const step of client.changes(wanted.stories, options)) yield tell(step);
    return;
  }
  const { stories, parties } = wanted;
  // The server judges them, and says which there are.
  const types = wanted.types as readonly EventToPublish['type'][];
  const tell: (event: FollowedEvent) => readonly string[] = isJson ? tellJson : tellEvent;
  for await (const event of client.events({ ...options, stories, types, parties })) yield tell(event);
}

/** Says when the connection stands, is lost and is back. What is in the way the first time is not waited for. */
function watch(url: string): Pick<FollowOptions, 'onOpen' | 'onLost'> {
  let state: 'new' | 'open' | 'lost' = 'new';
  return {
    onOpen: () => {
      if (state !== 'open') say(state === 'new' ? `Follows ${url}. Ctrl-C ends it.` : 'The connection is back.');
      state = 'open';
    },
    onLost: ({ code, problem }) => {
      if (state === 'new') throw code === 'unreachable' ? nothingAnswers(url) : new StoppingError(problem.detail);
      if (state === 'open') say('The connection is lost; trying again.');
      state = 'lost';
    },
  };
}

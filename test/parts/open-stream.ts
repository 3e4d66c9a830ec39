import { request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { until } from './until.js';

/** A message of a stream of server-sent events, as its fields say. */
export interface Message {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
}

export interface OpenStream {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly messages: readonly Message[];
  readonly comments: readonly string[];
  /** The id that a client would come again with. */
  readonly lastId: () => string | undefined;
  /** Whether it has ended, and whether as the server meant it to. */
  readonly ended: () => 'in order' | 'cut off' | undefined;
  /** The body of an answer that is no stream, once it is whole. */
  readonly text: () => string;
  readonly awaitLast: (isLast: (message: Message) => boolean, patienceMs?: number) => Promise<void>;
  /** Stops reading, so that the kernel's buffers fill. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => void;
}

/** Opens a stream and keeps what it sends. Written from the standard alone. */
export function openStream(url: string, headers: Readonly<Record<string, string>> = {}): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers, agent: false }, (answer) =>
      resolve(readStream(answer, () => asked.destroy())),
    );
    asked.once('error', reject);
    asked.end();
  });
}

function readStream(answer: IncomingMessage, destroy: () => void): OpenStream {
  const messages: Message[] = [];
  const comments: string[] = [];
  let rest = '';
  let text = '';
  let lastId: string | undefined;
  let ended: 'in order' | 'cut off' | undefined;
  const isStream = answer.headers['content-type']?.startsWith('text/event-stream') === true;
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    if (!isStream) text += chunk;
    rest += chunk;
    for (let end = rest.indexOf('\n\n'); isStream && end >= 0; end = rest.indexOf('\n\n')) {
      const lines = rest.slice(0, end).split('\n');
      rest = rest.slice(end + 2);
      comments.push(...lines.filter((line) => line.startsWith(':')).map((line) => line.slice(1).trim()));
      const message = readMessage(lines);
      if (message.id !== undefined) lastId = message.id;
      if (message.data !== undefined) messages.push(message);
    }
  });
  answer.on('end', () => (ended ??= 'in order'));
  answer.on('error', () => (ended ??= 'cut off'));
  answer.on('close', () => (ended ??= 'cut off'));
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    messages,
    comments,
    lastId: () => lastId,
    ended: () => ended,
    text: () => text,
    awaitLast: async (isLast, patienceMs) => {
      let seen = 0;
      const isThere = () => {
        for (; seen < messages.length; seen += 1) if (isLast(messages[seen] as Message)) return true;
        return false;
      };
      await until('the last message', isThere, patienceMs);
    },
    pause: () => void answer.pause(),
    resume: () => void answer.resume(),
    close: destroy,
  };
}

function readMessage(lines: readonly string[]): Message {
  const fields: Record<string, string> = {};
  for (const line of lines) {
    const [, name = '', value = ''] = /^(\w+)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'data' && fields['data'] !== undefined) fields['data'] += `\n${value}`;
    else if (name !== '') fields[name] = value;
  }
  return fields;
}

export const idsOf = ({ messages }: OpenStream): number[] =>
  messages.filter(({ event }) => event !== 'position').map(({ id }) => Number(id));

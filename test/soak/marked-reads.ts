import { setTimeout as delay } from 'node:timers/promises';
import { markedVersion, marksIn } from './marked-stories.js';
import type { Mark } from './marked-stories.js';
import type { Random } from './random.js';

/** One read: when it began, in ms since 1970, how long it took, and what it said. */
export interface MarkedRead {
  readonly path: string;
  readonly began: number;
  readonly ms: number;
  readonly marks: ReadonlySet<Mark>;
  /** What is wrong with it by itself, and beside what the same reader read before. */
  readonly fault?: string;
}

interface Document {
  readonly version: number;
  readonly position: number;
  readonly counts: { readonly estimates: number };
}

interface Answer {
  readonly status: number;
  readonly position: number;
  readonly tag: string;
  readonly text: string;
}

/** A reader who asks for marked stories in turns, in all ways, until they are told to stop. */
export async function* readMarked(
  url: string,
  stories: readonly string[],
  random: Random,
  stop: AbortSignal,
): AsyncGenerator<MarkedRead, void, undefined> {
  const before = new Map<string, Answer & { readonly document: Document }>();
  let head = 0;
  while (!stop.aborted) {
    const story = random.pick(stories);
    const known = before.get(story);
    const { path, judge, headers = {} } = random.pick(waysOf(story, known));
    const began = Date.now();
    const answer = await ask(url + path, headers);
    const ms = Date.now() - began;
    const isNow = !path.includes('asOf=') && !path.includes('to=');
    const again = answer.status === 304 && known !== undefined ? { ...answer, text: known.text } : answer;
    const fault =
      answer.status !== 200 && answer.status !== 304
        ? `was answered ${answer.status}: ${answer.text}`
        : isNow && answer.position < head
          ? `shows position ${answer.position} after ${head}`
          : marksIn(again.text).size > 1
            ? 'says what was recorded and what was planted'
            : judge(again);
    if (isNow) head = Math.max(head, answer.position);
    if (path === `/v1/stories/${story}` && answer.status === 200) {
      before.set(story, { ...answer, document: JSON.parse(answer.text) as Document });
    }
    yield { path, began, ms, marks: marksIn(again.text), ...(fault === undefined ? {} : { fault }) };
    await delay(10);
  }
}

interface Way {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly judge: (answer: Answer) => string | undefined;
}

const fine = () => undefined;

function waysOf(story: string, known: (Answer & { readonly document: Document }) | undefined): readonly Way[] {
  const path = `/v1/stories/${story}`;
  const now: Way = { path, judge: ({ text, position }) => judgeDocument(JSON.parse(text) as Document, position) };
  if (known === undefined) return [now];
  const { version } = known.document;
  const from = Math.max(markedVersion, version - 20);
  return [
    now,
    { ...now, headers: { 'if-none-match': known.tag } },
    {
      path: `${path}?asOf=${known.position}`,
      judge: ({ text }) => {
        const then = JSON.parse(text) as Document;
        return then.version === version && then.counts.estimates === known.document.counts.estimates
          ? undefined
          : `is at version ${then.version} with ${then.counts.estimates} figures as of a position where it was at ${version}`;
      },
    },
    { path: `${path}/timeline`, judge: fine },
    { path: `${path}/statements`, judge: fine },
    { path: `${path}/changes?to=version:${markedVersion}`, judge: fine },
    {
      path: `${path}/changes?from=version:${from}&order=recorded&limit=1000`,
      judge: ({ text, position }) =>
        judgeSequence((JSON.parse(text) as { changes: readonly Placed[] }).changes, from, version, position),
    },
    {
      path: `${path}/replay?from=version:${from}&limit=1000`,
      judge: ({ text, position }) =>
        judgeSequence((JSON.parse(text) as { steps: readonly Placed[] }).steps, from, version, position),
    },
    { path: '/v1/stories?order=story&limit=1000', judge: fine },
  ];
}

function judgeDocument({ version, position, counts }: Document, head: number): string | undefined {
  if (position > head) return `is at position ${position}, and the answer at ${head}`;
  const figures = counts.estimates;
  return version === markedVersion + figures && figures % 2 === 0
    ? undefined
    : `is at version ${version}, and has ${figures} figures`;
}

interface Placed {
  readonly version: number;
  readonly position: number;
}

/** All versions behind one, at least up to another, none behind the head. */
function judgeSequence(told: readonly Placed[], from: number, least: number, head: number): string | undefined {
  const gap = told.findIndex(({ version }, at) => version !== from + 1 + at);
  if (gap >= 0) return `tells version ${told[gap]?.version} in place ${gap} behind ${from}`;
  const last = told.at(-1);
  if ((last?.version ?? from) < least) return `ends at version ${last?.version ?? from}, which was at ${least}`;
  return (last?.position ?? 0) > head ? `tells position ${last?.position}, and is at ${head}` : undefined;
}

// A kept connection may be closed by the server just when it is used: whoever reads asks once more.
async function ask(url: string, headers: Readonly<Record<string, string>>, tries = 2): Promise<Answer> {
  try {
    const response = await fetch(url, { headers });
    const text = await response.text();
    const { headers: sent, status } = response;
    return { status, position: Number(sent.get('newsledger-position')), tag: sent.get('etag') ?? '', text };
  } catch (error) {
    return tries > 1 ? ask(url, headers, tries - 1) : { status: 0, position: 0, tag: '', text: String(error) };
  }
}

import type { Settings } from '#process';
import type { StoryDocument } from '#views';
import { askReader } from '../ask-reader.js';
import type { ReaderPlace } from '../ask-reader.js';
import { legible, legibleJson } from '../legible.js';
import { readReaderPlace } from '../reader-place.js';
import type { ReaderOptions } from '../reader-place.js';
import { readPages } from '../read-pages.js';
import type { Question, StoryOptions } from '../story/question.js';
import { tellAnswer } from '../story/tell-answer.js';
import { tellDocument } from '../story/tell-document.js';
import type { Claim, ToldEntry } from '../story/told-fact.js';

export type ShowStoryOptions = StoryOptions & ReaderOptions & { readonly json?: boolean };

/** Asks one thing of the record, and tells the answer in words, or as the API gave it. */
export async function showStory(settings: Settings, question: Question, options: ShowStoryOptions): Promise<void> {
  const reader = await readReaderPlace(settings, options);
  const { path, query, list, isWhole } = question;
  const answer =
    list !== undefined && isWhole === true
      ? await readPages(reader, path, query, list)
      : await askReader(reader, path, query);
  process.stdout.write(options.json === true ? legibleJson(answer) : await tell(reader, question, legible(answer)));
}

async function tell(reader: ReaderPlace, question: Question, answer: unknown): Promise<string> {
  const { view, path, query, list } = question;
  if (view === 'story') {
    const document = answer as StoryDocument;
    // As of the document's own position, so that both are of one moment.
    const moment = { ...query, asOf: String(document.position) };
    const page = legible(await askReader(reader, `${path}/timeline`, moment));
    const { timeline, cursor } = page as { readonly timeline: readonly ToldEntry[]; readonly cursor?: string };
    return tellDocument(document, { entries: timeline, hasMore: cursor !== undefined }, query['until']);
  }
  const speaksOfClaims = view === 'timeline' || view === 'fact';
  const claims = speaksOfClaims
    ? legible(await readPages(reader, claimsBeside(path), query, 'claims'))
    : { claims: [] };
  const { asOf } = query;
  const told = { view, ...(list === undefined ? {} : { list }), ...(asOf === undefined ? {} : { asOf }) };
  return tellAnswer(told, answer, claims['claims'] as readonly Claim[]);
}

const claimsBeside = (path: string) => path.replace(/\/(timeline|facts\/[^/]*)$/, '/claims');

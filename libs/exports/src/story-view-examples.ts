import { canonicalJson, eventId, position, storyId, version } from '#events';
import type { StoredEvent } from '#events';
import { foldBatch, utteranceOf } from '#views';
import type { Row } from '#views';
import { factKinds } from './story-view.js';
import type { StoryView, ViewFact } from './story-view.js';

export interface SentFact {
  readonly id: string;
  readonly type: string;
  readonly publishedAt?: string;
  readonly data: object;
}

export const publicUrl = 'https://news.example';

/** Events as they stand in the log of one story, a second apart. */
export const recorded = (sent: readonly SentFact[], story = 'troops'): StoredEvent[] =>
  sent.map(({ id, type, publishedAt, data }, at) => ({
    position: position(at + 1),
    story: storyId(story),
    version: version(at + 1),
    id: eventId(id),
    commit: position(at + 1),
    type,
    schemaVersion: 1,
    recordedAt: `2024-10-28T21:${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}.000000Z`,
    recordedBy: 'key-1',
    ...(publishedAt === undefined ? {} : { publishedAt }),
    data: canonicalJson(data),
    salt: '00'.repeat(16),
  }));

/** The view of a story after its events, folded as the projector folds them. */
export async function viewOf(events: readonly StoredEvent[]): Promise<StoryView> {
  const { rows } = await foldBatch(events, () => Promise.resolve([]));
  const current = rows.begun.filter(({ until }) => until === undefined).map(({ row }) => row);
  const last = events.at(-1);
  const header = current.find((row) => row.kind === 'header');
  if (last === undefined || header?.kind !== 'header') throw new Error('no story was opened');
  const statements = new Map(current.flatMap((row) => (row.kind === 'statement' ? [[row.key, row.doc.data]] : [])));
  const view = {
    story: last.story,
    ledger: 'main',
    epoch: '7d1f',
    publicUrl,
    version: last.version,
    position: last.position,
    changedAt: last.recordedAt,
    header: header.doc,
    facts: current
      .filter(isFact)
      .map(({ kind, key, doc }) => {
        const said = 'title' in doc.data ? {} : utteranceOf(doc.data, (id) => statements.get(id));
        return { kind, key, doc, said } as ViewFact;
      })
      .sort((one, other) => one.doc.position - other.doc.position),
    corrections: current.flatMap((row) => (row.kind === 'correction' ? [row.doc] : [])),
    retractions: current.flatMap((row) => (row.kind === 'retraction' ? [row.doc] : [])),
  };
  // What a database gives has no classes and no shared parts.
  return JSON.parse(JSON.stringify(view)) as StoryView;
}

const isFact = (row: Row): row is Extract<Row, { kind: ViewFact['kind'] }> =>
  (factKinds as readonly string[]).includes(row.kind);

const dod = { id: 'us-dod', name: 'US Department of Defense', wikidata: 'Q11209' };
const singh = { id: 'singh', name: 'Sabrina Singh', role: 'deputy spokeswoman', organisation: 'Pentagon' };
const metric = { id: 'troops', label: 'Troops in Russia', unit: 'troops' };
const by = { parties: [dod], speaker: singh, channel: 'X', venue: 'Pentagon', mode: 'verbatim' };
const when = { edtf: '2024-10-28', wording: 'Monday', basis: 'inferred' };
const cites = [{ source: 'article', locator: 'paragraph 2' }];
const brussels = { name: 'Brussels', oneOf: ['eu', 'nato'] };
const narrator = { mode: 'narrator' };
const oneOf = [{ parties: [dod], mode: 'paraphrase' }, narrator];

/** A story with every kind of fact, what was revised, withdrawn, corrected and taken back. */
export const wholeStory: readonly SentFact[] = [
  { id: 'story', type: 'StoryOpened', data: { title: 'Troops', language: 'en', summary: 'Who sent whom.' } },
  {
    id: 'article',
    type: 'SourceFiled',
    publishedAt: '2024-10-28T20:00:00Z',
    data: {
      title: 'A report',
      publisher: 'A paper',
      url: 'https://example.org/report',
      published: when,
      language: 'en',
    },
  },
  {
    id: 'says',
    type: 'StatementIssued',
    data: {
      ...{ act: 'says', modality: 'believed', proposition: 'Troops were sent', by, when, cites },
      wording: { text: 'we believe', by: 'party', language: 'en', translated: true, doubtful: 'two readings' },
    },
  },
  {
    id: 'first',
    type: 'EstimateIssued',
    data: { metric, quantity: { value: -2.5, unit: 'troops' }, by: { parties: [dod], mode: 'paraphrase' }, cites },
  },
  {
    id: 'second',
    type: 'EstimateRevised',
    data: {
      ...{ metric, revises: 'first', cause: 'new-information', saidIn: 'says', scope: 'in the east' },
      quantity: {
        lower: { value: 600_000, inclusive: false },
        approx: 'about',
        unit: 'troops',
        wording: 'over 600,000',
      },
      place: { name: 'Kursk region', id: 'kursk', wikidata: 'Q3202' },
      period: { edtf: '2024-10-01/2024-10-27', basis: 'stated' },
    },
  },
  {
    id: 'withdrawn',
    type: 'EstimateRevised',
    data: { metric, revises: 'second', cause: 'withdrawn', by: { parties: [brussels], mode: 'narrator' } },
  },
  {
    id: 'claim',
    type: 'ClaimRaised',
    data: { proposition: 'Troops are in Kursk', concerns: [{ id: 'russia', name: 'Russia' }], cites },
  },
  { id: 'confirms', type: 'ClaimConfirmed', data: { claim: 'claim', strength: 'asserted', saidIn: 'says' } },
  {
    id: 'denies',
    type: 'ClaimDenied',
    data: { claim: 'claim', by: { oneOf }, wording: { text: 'nonsense', by: 'narrator' } },
  },
  { id: 'open', type: 'ClaimLeftUnconfirmed', data: { claim: 'claim', by: narrator, when: { ...when, edtf: '2024' } } },
  {
    id: 'call',
    type: 'OccurrenceReported',
    data: {
      ...{ kind: 'call', what: 'They spoke by telephone', place: { name: 'Kyiv' }, by: narrator, when, cites },
      participants: [dod, singh, { id: 'yoon', name: 'Yoon Suk-yeol' }],
    },
  },
  {
    id: 'warns',
    type: 'StatementIssued',
    data: {
      ...{ act: 'warns', modality: 'conditional', condition: 'more are sent', proposition: 'It will grow', cites },
      by: { oneOf },
    },
  },
  {
    id: 'mends-second',
    type: 'FactCorrected',
    data: { fact: 'second', patch: { scope: 'in the west' }, reason: 'A slip of the pen' },
  },
  {
    id: 'mends-story',
    type: 'FactCorrected',
    data: { fact: 'story', patch: { title: 'The troops' }, reason: 'A slip' },
  },
  { id: 'takes-warns', type: 'FactRetracted', data: { fact: 'warns', reason: 'It was another story' } },
  { id: 'summary', type: 'StorySummarised', data: { summary: 'Who sent whom, so far.', lead: 'second' } },
];

const freeTexts = new Set(
  [
    'title',
    'publisher',
    'label',
    'unit',
    'wording',
    'scope',
    'name',
    'channel',
    'venue',
    'role',
    'organisation',
  ].concat(['condition', 'proposition', 'text', 'doubtful', 'locator', 'what', 'reason', 'summary']),
);

/** The same with another text in each field that takes any. */
export const respelt = (sent: readonly SentFact[], spell: (before: string) => string): SentFact[] =>
  sent.map((event) => ({ ...event, data: respeltValue('', event.data, spell) as object }));

function respeltValue(name: string, value: unknown, spell: (before: string) => string): unknown {
  if (typeof value === 'string') return freeTexts.has(name) ? spell(value) : value;
  if (Array.isArray(value)) return value.map((one) => respeltValue(name, one, spell));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, respeltValue(key, part, spell)]));
}

import type { EventType } from './current-versions.js';

const party = { id: 'us-dod', name: 'US Department of Defense', wikidata: 'Q11209' };
const when = { edtf: '2024-10-28', wording: 'Monday', basis: 'inferred', zone: 'America/New_York' };
const metric = { id: 'casualties', label: 'Casualties', unit: 'soldiers', combines: ['killed', 'wounded'] };
const quantity = {
  value: 650_000,
  lower: { value: 600_000, inclusive: false },
  upper: { value: 700_000, inclusive: true },
  approx: 'about',
  unit: 'soldiers',
  wording: 'some 650,000',
};
const said = {
  by: {
    parties: [party, { name: 'Brussels', oneOf: ['eu', 'nato'] }],
    speaker: { id: 'singh', name: 'Sabrina Singh', role: 'deputy spokeswoman', organisation: 'Pentagon' },
    channel: 'X',
    venue: 'Pentagon',
    at: 'press-conference',
    mode: 'paraphrase',
  },
  when: { ...when, before: ['later'], after: ['earlier', 'first'] },
  cites: [{ source: 'article', locator: 'paragraph 2' }, { source: 'transcript' }],
};
const estimate = {
  metric,
  quantity,
  scope: 'since the conflict began',
  place: { name: 'Kursk region', id: 'kursk', wikidata: 'Q3202' },
  period: { edtf: '2024-10-01/2024-10-27', basis: 'stated' },
  asOf: { edtf: '2024-10-27', basis: 'stated' },
  partOf: 'whole',
  ...said,
};

const position = { claim: 'in-kursk', strength: 'asserted', wording: { text: 'are there', by: 'party' }, ...said };

/** Valid data of every event type, with every field that may stand together. */
export const wholeData: Readonly<Record<EventType, object>> = {
  StoryOpened: { title: 'Troops', language: 'en', summary: 'Who sent whom.' },
  StoryRetitled: { title: 'North Korean troops' },
  StorySummarised: { summary: 'Who sent whom, and who says so.', lead: 'second', keyFacts: ['second', 'singh-says'] },
  StoryLinked: { to: 'aid-to-ukraine', relation: 'part-of' },
  StoryClosed: { reason: 'Nothing more is expected' },
  StoryReopened: { reason: 'The figure was revised' },
  SourceFiled: {
    title: 'A report',
    publisher: 'A paper',
    url: 'https://example.org/report?id=1#top',
    published: when,
    language: 'pt-BR',
    sha256: 'a'.repeat(64),
  },
  EstimateIssued: estimate,
  EstimateRevised: { ...estimate, revises: 'first', cause: 'new-information' },
  StatementIssued: {
    act: 'calls',
    modality: 'conditional',
    condition: 'troops are sent',
    proposition: 'Allies should impose sanctions',
    wording: { text: 'sanctions', by: 'party', language: 'uk', translated: true, doubtful: 'two readings' },
    call: { action: 'sanctions', addressees: [party], targets: [] },
    compares: [
      { subject: 'october', relation: 'greater', to: 'september' },
      { subject: 'october', relation: 'greatest', among: { metric: 'advance', span: 'a month', since: '2022-03' } },
    ],
    links: [{ type: 'replies', to: 'zelensky-calls', basis: 'inferred' }],
    ...said,
  },
  ClaimRaised: { proposition: 'Troops are in the Kursk region', concerns: [party], implies: ['in-russia'], ...said },
  ClaimConfirmed: position,
  ClaimDenied: position,
  ClaimLeftUnconfirmed: position,
  OccurrenceReported: {
    kind: 'call',
    what: 'They spoke by telephone',
    participants: [party, { id: 'yoon', name: 'Yoon Suk-yeol', role: 'President', organisation: 'South Korea' }],
    place: { name: 'Brussels' },
    ...said,
  },
  FactCorrected: { fact: 'first', patch: { scope: null }, reason: 'A slip of the pen' },
  FactRetracted: { fact: 'first', reason: 'It was another story' },
};

const by = { parties: [{ id: 'us-dod', name: 'US Department of Defense' }], mode: 'paraphrase' };

/** Valid data of every event type, with no field that could be left out. */
export const bareData: Readonly<Record<EventType, object>> = {
  StoryOpened: { title: 'Troops', language: 'en' },
  StoryRetitled: { title: 'North Korean troops' },
  StorySummarised: { summary: 'Who sent whom, and who says so.' },
  StoryLinked: { to: 'aid-to-ukraine', relation: 'related' },
  StoryClosed: { reason: 'Nothing more is expected' },
  StoryReopened: { reason: 'The figure was revised' },
  SourceFiled: { title: 'A report' },
  EstimateIssued: {
    metric: { id: 'troops', label: 'Troops', unit: 'troops' },
    quantity: { value: 0, unit: 'troops' },
    by,
  },
  EstimateRevised: {
    metric: { id: 'troops', label: 'Troops', unit: 'troops' },
    revises: 'first',
    cause: 'withdrawn',
    saidIn: 'singh-says',
  },
  StatementIssued: { act: 'says', modality: 'asserted', proposition: 'Troops were sent', by },
  ClaimRaised: { proposition: 'Troops are in the Kursk region', concerns: [{ id: 'russia', name: 'Russia' }] },
  ClaimConfirmed: { claim: 'in-kursk', by },
  ClaimDenied: { claim: 'in-kursk', by },
  ClaimLeftUnconfirmed: { claim: 'in-kursk', saidIn: 'dprk-says' },
  OccurrenceReported: { kind: 'operation', what: 'Ukraine operates in the Kursk region' },
  FactCorrected: { fact: 'first', patch: { title: 'Other' }, reason: 'A slip of the pen' },
  FactRetracted: { fact: 'first', reason: 'It was another story' },
};

/** Valid data of every schema version that is not current any more, the first version first. */
export const olderData: { readonly [T in EventType]?: readonly object[] } = {
  StoryLinked: [{ to: 'aid-to-ukraine', relation: 'follows' }],
};

/** A copy with one member put at a path such as `quantity/lower/value`; `undefined` takes the member away. */
export function changed(data: object, path: string, value: unknown): object {
  // structuredClone would keep two members one that share a value.
  const copy = JSON.parse(JSON.stringify(data)) as object;
  const steps = path.split('/');
  const last = steps.pop() ?? '';
  let holder = copy as Record<string, unknown>;
  for (const step of steps) holder = holder[step] as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else Object.defineProperty(holder, last, { value, enumerable: true, writable: true, configurable: true });
  return copy;
}

import type { StoryDocument } from '#views';
import { tellDocument } from './tell-document.js';
import type { Figure, ToldEntry } from './told-fact.js';

const recordedAt = '2024-10-28T21:05:00.000000Z';
const ministry = { parties: [{ id: 'ministry', name: 'The ministry' }], mode: 'paraphrase' as const };
const speaker = {
  ...ministry,
  speaker: { id: 'ann-lee', name: 'Ann Lee', role: 'spokeswoman' },
  mode: 'verbatim' as const,
  channel: 'X',
};
const when = { edtf: '2024-10-28', wording: 'Monday', basis: 'inferred' as const };
const metric = { id: 'troops', label: 'troops at the border', unit: 'troops' };

const first: Figure = {
  id: 'first',
  position: 2,
  recordedAt,
  chain: 'first',
  status: 'superseded',
  revisedBy: 'second',
  corrections: ['mended'],
  data: { metric, quantity: { value: 3_000, unit: 'troops' }, by: ministry },
  said: { by: ministry },
};
const second: Figure = {
  ...first,
  id: 'second',
  position: 3,
  status: 'current',
  revises: 'first',
  corrections: [],
  data: {
    metric,
    revises: 'first',
    cause: 'new-information',
    quantity: { value: 10_000, approx: 'about', unit: 'troops', wording: 'some ten thousand' },
    by: speaker,
  },
  said: { by: speaker, when },
};
const claim: StoryDocument['claims'][number] = {
  id: 'claim',
  position: 4,
  recordedAt,
  data: { proposition: 'The troops are there.', concerns: [{ id: 'ministry', name: 'The ministry' }] },
  said: {},
  stands: [
    { party: { name: 'The ministry' }, stance: 'unconfirmed' },
    { party: { name: 'The army' }, stance: 'nothing-recorded' },
  ],
};
const statement: ToldEntry = {
  kind: 'statement',
  id: 'said',
  position: 5,
  recordedAt,
  data: {
    act: 'says',
    modality: 'believed',
    proposition: 'The troops will leave.',
    wording: { text: 'we believe', by: 'party' },
    by: speaker,
  },
  said: { by: speaker, when },
  retractedBy: 'taken-back',
  facts: [{ ...second, kind: 'estimate' }],
};
const document: StoryDocument = {
  story: 'border',
  title: 'Troops at the border',
  language: 'en',
  summary: 'How many there are.',
  lead: 'second',
  status: 'open',
  version: 7,
  position: 7,
  openedAt: recordedAt,
  changedAt: recordedAt,
  counts: {
    ...{ estimates: 2, statements: 1, claims: 1, positions: 0, occurrences: 0 },
    ...{ sources: 3, links: 0, corrections: 1, retractions: 0 },
  },
  estimates: [second, first],
  statements: [],
  claims: [claim],
  positions: [],
  occurrences: [],
  sources: [{ id: 'paper', position: 1, recordedAt, data: { title: 'A report', publisher: 'A paper' } }],
  related: [],
  corrections: [
    {
      ...{ id: 'mended', position: 7, recordedAt: '2024-10-30T22:05:00.000000Z', stoodSince: recordedAt },
      ...{ recordedBy: 'k_1', fact: 'first', kind: 'estimate', reason: 'A typing error.' },
      ...{ was: { scope: 'all' }, now: {} },
    },
  ],
  retractions: [],
  timeline: [],
  links: {},
};
const tell = (until?: string) => tellDocument(document, { entries: [statement], hasMore: true }, until);
const flat = () => tell().replace(/\s+/g, ' ');

describe('a story in a terminal', () => {
  test('is told with its version and since when', () => {
    expect(tell().split('\n').slice(0, 4)).toEqual([
      'Troops at the border',
      'border, open, version 7, known here since 28 October 2024, 21:05 UTC',
      '',
      'How many there are.',
    ]);
  });

  test('has its leading figure with its words, who says so, and what it replaced', () => {
    expect(flat()).toContain(
      'The leading figure Troops at the border: about 10,000 troops, “some ten thousand”; revised because of new ' +
        'information, said by Ann Lee, spokeswoman, via X, “Monday” (2024-10-28, inferred). ' +
        'It replaced 3,000 troops (corrected), said by The ministry, when is not known.',
    );
  });

  test('has each chain of figures in a line', () => {
    expect(flat()).toContain('Troops at the border 3,000 troops (corrected) → about 10,000 troops; revised');
  });

  test('says where parties stand, and of whom nothing is recorded', () => {
    expect(flat()).toContain(
      'The troops are there [claim] The ministry: neither confirmed nor denied The army: nothing recorded here',
    );
  });

  test('has what was said under its time, with who, for whom, how and what was taken back', () => {
    expect(flat()).toContain(
      '“Monday” (2024-10-28, inferred) Ann Lee, spokeswoman, for The ministry (verbatim, via X) said, as a belief: ' +
        'The troops will leave; in words: “we believe” (retracted). [said] ' +
        'and revised its figure for troops at the border to about 10,000 troops. [second] ' +
        'These are the first 1; --part timeline tells all.',
    );
  });

  test('has what was wrong, and how long it stood', () => {
    expect(flat()).toMatch(/the figure “troops at the border”: A typing error\..* had stood for 2 days\. \[mended\]/);
  });

  test('says where it shows a part alone', () => {
    expect(flat()).toContain('“A report”, published by A paper [paper] These are 1 of 3; --part sources tells all.');
  });

  test('says up to when things had been said', () => {
    expect(tell('2024-10')).toContain('said or had happened by the end of 2024-10.');
    expect(tell()).not.toContain('by the end of');
  });

  test('leaves the leading figure out where it had not been said yet', () => {
    const early = tellDocument({ ...document, estimates: [first] }, { entries: [], hasMore: false }, '2024-09');
    expect(early).not.toContain('The leading figure');
  });

  test('keeps to the width of a terminal', () => {
    expect(
      Math.max(
        ...tell()
          .split('\n')
          .map(({ length }) => length),
      ),
    ).toBeLessThanOrEqual(96);
  });
});

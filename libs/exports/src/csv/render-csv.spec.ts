import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { hostileTexts } from '../hostile-text.js';
import { recorded, respelt, viewOf, wholeStory } from '../story-view-examples.js';
import type { StoryView } from '../story-view.js';
import { columns } from './csv-row.js';
import { renderCsv } from './render-csv.js';

type Line = Readonly<Record<string, string>>;

const linesOf = (view: StoryView) => parse<Line>(renderCsv(view), { columns: true, record_delimiter: '\r\n' });
const known = (line: Line | undefined) =>
  Object.fromEntries(Object.entries(line ?? {}).filter(([, text]) => text !== ''));
const plain = (text: string | undefined) =>
  text?.replace(/^'('*(?:[\t\r\n]|[\s\p{C}]*[=+\-@\uff1d\uff0b\uff0d\uff20]))/u, '$1');

describe('a story as CSV', () => {
  let view: StoryView;
  let lines: Line[];
  const line = (id: string) => lines.find((one) => one['id'] === id);

  beforeAll(async () => {
    view = await viewOf(recorded(wholeStory));
    lines = linesOf(view);
  });

  test('has a header, and a line for each fact, correction and retraction, in order', () => {
    expect(renderCsv(view).split('\r\n')[0]).toBe(columns.join(','));
    expect(lines.map(({ id }) => id)).toEqual([
      ...view.facts.map(({ key }) => key),
      ...['mends-second', 'mends-story', 'takes-warns'],
    ]);
  });

  test('tells a figure with its bounds, and what is not known by nothing', () => {
    expect(known(line('second'))).toEqual({
      kind: 'estimate',
      id: 'second',
      status: 'superseded',
      metric_id: 'troops',
      metric: 'Troops in Russia',
      lower: '600000',
      lower_inclusive: 'false',
      approx: 'about',
      unit: 'troops',
      figure_words: 'over 600,000',
      scope: 'in the west',
      period_edtf: '2024-10-01/2024-10-27',
      place: 'Kursk region',
      party: 'US Department of Defense',
      speaker: 'Sabrina Singh',
      role: 'deputy spokeswoman',
      organisation: 'Pentagon',
      mode: 'verbatim',
      channel: 'X',
      venue: 'Pentagon',
      said_edtf: '2024-10-28',
      said_wording: 'Monday',
      said_basis: 'inferred',
      recorded_at: '2024-10-28T21:00:04.000000Z',
      position: '5',
      corrections: 'mends-second',
      revises: 'first',
      revised_by: 'withdrawn',
      source: 'article',
      source_title: 'A report',
      sentence: expect.stringContaining(
        'revised its figure for Troops in Russia from -2.5 to about more than 600,000',
      ) as string,
    });
    expect(line('first')).toMatchObject({ value: '-2.5', speaker: '', said_edtf: '' });
  });

  test('leaves open who said it where that is open', () => {
    expect(line('denies')).toMatchObject({
      status: 'denied',
      party: 'US Department of Defense or the narrator of the source',
      mode: '',
    });
  });

  test('keeps what was taken back, marked as such, and says what was corrected', () => {
    expect(line('warns')).toMatchObject({ status: 'retracted', retracted_by: 'takes-warns', text: 'It will grow' });
    expect(known(line('takes-warns'))).toMatchObject({
      kind: 'retraction',
      fact: 'warns',
      reason: 'It was another story',
    });
    expect(line('mends-second')).toMatchObject({
      fact: 'second',
      reason: 'A slip of the pen',
      was: '{"scope":"in the east"}',
      now: '{"scope":"in the west"}',
    });
  });

  test('gives any text back, and begins no cell as a formula', async () => {
    await fc.assert(
      fc.asyncProperty(hostileTexts, async (texts) => {
        let at = 0;
        const hostile = await viewOf(recorded(respelt(wholeStory, () => texts[at++ % texts.length] ?? 'x')));
        const read = linesOf(hostile);
        expect(read.every((one) => Object.keys(one).join() === columns.join())).toBe(true);
        for (const text of read.flatMap((one) => Object.values(one))) {
          if (text !== '-2.5') expect(text).not.toMatch(/^(?:[\t\r\n]|\s*[=+\-@])/);
        }
        for (const { key, kind, doc } of hostile.facts) {
          const found = read.find(({ id }) => id === key);
          if (kind === 'statement' || kind === 'claim') expect(plain(found?.['text'])).toBe(doc.data.proposition);
          if (kind === 'estimate') expect(plain(found?.['metric'])).toBe(doc.data.metric.label);
          if (kind === 'source') expect(plain(found?.['party'])).toBe(doc.data.publisher);
        }
        const reasons = [...hostile.corrections, ...hostile.retractions].map(({ reason }) => reason);
        expect(read.slice(-3).map(({ reason }) => plain(reason))).toEqual(reasons);
      }),
      { numRuns: 50 },
    );
  });
});

import type { Correction, Figure, Retraction } from '../model.js';
import { en } from '../words/en.js';
import { correctionNotice, retractionNotice, revisionNotice } from './notices.js';
import { plain } from './quantity.js';

const telling = { words: en, zone: 'UTC', base: '' };
const recordedAt = '2026-03-01T10:00:00Z';
const troops = (value: number) => ({ value, unit: 'troops' });
const before = { data: { quantity: troops(3_000) } } as Figure;
const revision = (cause: string, quantity?: object) =>
  revisionNotice(
    { data: { revises: 'before', cause, ...(quantity === undefined ? {} : { quantity }) } } as Figure,
    before,
    telling,
  );

const told = {
  revised: revision('new-information', troops(10_000)),
  erred: revision('issuer-error', troops(10_000)),
  withdrawn: revision('withdrawn'),
  corrected: correctionNotice(
    {
      reason: 'We misread it.',
      was: { quantity: troops(3_000) },
      now: { quantity: troops(300) },
      recordedAt,
    } as Correction,
    telling,
  ),
  retracted: retractionNotice({ reason: 'It was never said.', recordedAt } as Retraction, telling),
};

test('what happened to a fact is told apart, each with its reason, and what it was', () => {
  expect(
    Object.fromEntries(Object.entries(told).map(([name, notice]) => [name, plain(notice).replace(/\s+/g, ' ')])),
  ).toEqual({
    revised:
      'Revised It replaced 3,000 troops because of new information. The earlier figure was right on record when it was given, and stays in the record.',
    erred:
      'Revised by its issuer, who had erred It replaced 3,000 troops because its issuer had erred. Our record of the earlier figure was right, and stays.',
    withdrawn: 'Withdrawn Its issuer took the figure back and gave no other. Before: 3,000 troops.',
    corrected:
      'Corrected since 1 March 2026 at 10:00 UTC. We had it wrong: We misread it. The figure was 3,000 troops, and is 300 troops.',
    retracted: 'Retracted since 1 March 2026 at 10:00 UTC. We took it back: It was never said.',
  });
});

test('and looks different, by a class of its own', () => {
  const classes = Object.values(told).map(({ text }) => /class="(notice \w+)"/.exec(text)?.[1]);
  expect(classes).toEqual([
    'notice revised',
    'notice revised',
    'notice withdrawn',
    'notice corrected',
    'notice retracted',
  ]);
});

test('a figure that replaces none has no notice', () => {
  expect(revisionNotice({ data: { quantity: troops(3_000) } } as unknown as Figure, undefined, telling).text).toBe('');
});

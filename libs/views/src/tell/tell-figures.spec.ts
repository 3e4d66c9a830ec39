import { pentagon, troops } from '../stored-examples.js';
import { tellChange } from './tell-change.js';

const moment = { recordedAt: '2024-10-28T21:05:59.999999Z' };
const when = { edtf: '2024-10-28', wording: 'Monday', basis: 'inferred' as const };
const known = 'Known here since 28 October 2024, 21:05 UTC.';
const utterance = 'said by Sabrina Singh, Pentagon deputy spokeswoman, “Monday” (2024-10-28, inferred).';
const unit = 'troops';
const said = { by: pentagon, when };
const change = { metric: troops, revises: 'first', cause: 'new-information' as const, ...said };

describe('a figure that is given', () => {
  test.each([
    ['3,000 troops', { value: 3000, unit }],
    ['about 10,000 troops', { value: 10_000, approx: 'about' as const, unit }],
    ['more than 600,000 troops', { lower: { value: 600_000, inclusive: false }, unit }],
    ['at least 600,000 troops', { lower: { value: 600_000, inclusive: true }, unit }],
    ['fewer than 500 troops', { upper: { value: 500, inclusive: false }, unit }],
    [
      'between 8,000 and 10,000 troops',
      { lower: { value: 8000, inclusive: true }, upper: { value: 10_000, inclusive: true }, unit },
    ],
    ['“hundreds” (troops)', { approx: 'vague' as const, wording: 'hundreds', unit }],
  ])('is told as %s, with who gave it, when, and since when it is known', (figure, quantity) => {
    expect(tellChange({ change: 'issued', metric: troops, quantity, ...said }, moment)).toBe(
      `US Department of Defense gave a figure for North Korean troops in Russia: ${figure}; ${utterance} ${known}`,
    );
  });

  test('is told with what it covers', () => {
    const period = { edtf: '2024-08', wording: 'August', basis: 'inferred' as const };
    const extent = { place: { name: 'eastern Russia' }, scope: 'those in training', period };
    expect(
      tellChange({ change: 'issued', metric: troops, quantity: { value: 5, unit }, ...extent, ...said }, moment),
    ).toContain(
      ': 5 troops, in eastern Russia, those in training, “August” (2024-08, inferred); said by Sabrina Singh, ',
    );
  });

  test('is told in its own unit, which need not be that of the metric', () => {
    const quantity = { value: 10, unit: 'thousand troops' };
    expect(tellChange({ change: 'issued', metric: troops, quantity, ...said }, moment)).toContain(
      'gave a figure for North Korean troops in Russia: 10 thousand troops; ',
    );
  });

  test('is told of a party that is open, and of a time that is not known', () => {
    const by = {
      oneOf: [
        { parties: [{ id: 'eu', name: 'European Union' }], mode: 'paraphrase' as const },
        { parties: [{ id: 'nato', name: 'NATO' }], mode: 'paraphrase' as const },
      ],
    };
    expect(tellChange({ change: 'issued', metric: troops, quantity: { value: 5, unit }, by }, moment)).toBe(
      'European Union or NATO gave a figure for North Korean troops in Russia: 5 troops; ' +
        `said by European Union or NATO, when is not known. ${known}`,
    );
  });
});

describe('a figure that is revised', () => {
  test('is told with what it was, why, and that it is no correction', () => {
    const from = { value: 3000, unit };
    const to = { value: 10_000, approx: 'about' as const, unit };
    expect(tellChange({ change: 'revised', ...change, from, to }, moment)).toBe(
      'US Department of Defense revised its figure for North Korean troops in Russia from 3,000 to about 10,000 troops, ' +
        `because of new information; ${utterance} ${known} ` +
        'This is a revision, not a correction: the record of the earlier figure was right, and stays.',
    );
  });

  test.each([
    [3000, undefined, 10_000, undefined, 7000, ', 7,000 more,'],
    [3000, undefined, 10_000, 'about', 7000, ', about 7,000 more,'],
    [10_000, 'exact', 9000, 'exact', -1000, ', 1,000 less,'],
    [5, 'exact', 5, 'about', 0, ' troops, because'],
  ] as const)('from %d (%s) to %d (%s) is told with the difference', (one, was, other, is, difference, words) => {
    const from = { value: one, unit, ...(was === undefined ? {} : { approx: was }) };
    const to = { value: other, unit, ...(is === undefined ? {} : { approx: is }) };
    expect(tellChange({ change: 'revised', ...change, from, to, difference }, moment)).toContain(words);
  });

  test('is told with the place of the new figure', () => {
    const place = { name: 'eastern Russia' };
    expect(
      tellChange({ change: 'revised', ...change, from: { value: 5, unit }, to: { value: 6, unit }, place }, moment),
    ).toContain('from 5 to 6 troops, in eastern Russia, because of new information; ');
  });

  test('because its issuer erred is told so, and still as no error of ours', () => {
    const sentence = tellChange(
      { change: 'revised', ...change, cause: 'issuer-error', from: { value: 5, unit }, to: { value: 6, unit } },
      moment,
    );
    expect(sentence).toContain('from 5 to 6 troops, because its issuer had erred; ');
    expect(sentence).toContain('This is a revision, not a correction');
  });

  test('from one vague word to another keeps the words', () => {
    const vague = (wording: string) => ({ approx: 'vague' as const, wording, unit });
    const sentence = tellChange(
      { change: 'revised', ...change, from: vague('hundreds'), to: vague('thousands') },
      moment,
    );
    expect(sentence).toContain('from “hundreds” to “thousands” troops');
  });

  test('after a withdrawal is told so', () => {
    expect(tellChange({ change: 'revised', ...change, to: { value: 5, unit } }, moment)).toContain(
      'revised its figure for North Korean troops in Russia from a figure it had withdrawn to 5 troops',
    );
  });
});

describe('a figure that is withdrawn', () => {
  test('is told with what it was, and that there is no other', () => {
    const from = { value: 10_000, approx: 'about' as const, unit };
    expect(tellChange({ change: 'withdrawn', ...change, cause: 'withdrawn', from }, moment)).toBe(
      'US Department of Defense withdrew its figure of about 10,000 troops for North Korean troops in Russia ' +
        `and gave no other; ${utterance} ${known}`,
    );
  });

  test('says no nonsense where it had been withdrawn before', () => {
    expect(tellChange({ change: 'withdrawn', ...change, cause: 'withdrawn' }, moment)).toBe(
      `US Department of Defense withdrew its figure for North Korean troops in Russia and gave no other; ${utterance} ${known}`,
    );
  });
});

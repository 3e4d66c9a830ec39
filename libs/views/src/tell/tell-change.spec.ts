import type { Wording } from '#events';
import { pentagon } from '../stored-examples.js';
import { tellChange, tellTime } from './tell-change.js';

const moment = { recordedAt: '2024-10-28T21:05:59.999999Z' };
const when = { edtf: '2024-10-28', wording: 'Monday', basis: 'inferred' as const };
const known = 'Known here since 28 October 2024, 21:05 UTC.';
const utterance = 'said by Sabrina Singh, Pentagon deputy spokeswoman, “Monday” (2024-10-28, inferred).';
const stated = {
  change: 'stated' as const,
  act: 'says' as const,
  modality: 'asserted' as const,
  proposition: 'Troops were sent to Kursk',
  by: pentagon,
  when,
};

describe('a story and a source', () => {
  test('are told as opened and filed', () => {
    expect(tellChange({ change: 'opened', title: 'Troops' }, moment)).toBe(`The story “Troops” was opened. ${known}`);
    expect(tellChange({ change: 'filed', title: 'A report', publisher: 'A paper' }, moment)).toBe(
      `The source “A report” was filed (published by A paper). ${known}`,
    );
  });

  test('are told so that an unknown publisher is said to be unknown', () => {
    expect(tellChange({ change: 'filed', title: 'A report' }, moment)).toBe(
      `The source “A report” was filed (publisher unknown). ${known}`,
    );
  });
});

describe('a statement', () => {
  test.each([
    ['says', 'US Department of Defense said: Troops were sent to Kursk; '],
    ['warns', 'US Department of Defense warned: Troops were sent to Kursk; '],
    ['predicts', 'US Department of Defense predicted: Troops were sent to Kursk; '],
    ['calls', 'US Department of Defense called for this: Troops were sent to Kursk; '],
  ] as const)('that %s is told so', (act, sentence) => {
    expect(tellChange({ ...stated, act }, moment)).toBe(`${sentence}${utterance} ${known}`);
  });

  test('that is believed is told as a belief, with its words', () => {
    const wording = { text: 'we believe', by: 'party' as const };
    expect(tellChange({ ...stated, modality: 'believed', wording }, moment)).toBe(
      `US Department of Defense said, as a belief: Troops were sent to Kursk; ${utterance} In words: “we believe”. ${known}`,
    );
  });

  test('is told with whose words they are, and with the doubt about them', () => {
    const told = (wording: Wording) => tellChange({ ...stated, wording }, moment);
    expect(told({ text: 'confirms', by: 'narrator' })).toContain(' In the narrator’s words: “confirms”. ');
    expect(told({ text: 'enters', by: 'party', translated: true, doubtful: 'The sense is turned around.' })).toContain(
      ' In words, as translated: “enters” (in doubt: The sense is turned around). ',
    );
  });

  test('that is conditional is told with its condition', () => {
    const change = { ...stated, modality: 'conditional' as const, condition: 'troops fight' };
    expect(tellChange(change, moment)).toBe(
      `US Department of Defense said, if troops fight: Troops were sent to Kursk; ${utterance} ${known}`,
    );
  });

  test('whose proposition ends in a full stop is told without a second one', () => {
    expect(tellChange({ ...stated, proposition: 'Troops were sent.' }, moment)).toContain(': Troops were sent; said');
  });

  test('of a party that is open is told with each that may be meant', () => {
    const by = { oneOf: [pentagon, { mode: 'narrator' as const }] };
    expect(tellChange({ ...stated, by }, moment)).toContain(
      'Sabrina Singh, Pentagon deputy spokeswoman, or the narrator of the source said: ',
    );
  });

  test('of the narrator is told as the narrator’s, in a sentence that begins with a capital', () => {
    expect(tellChange({ ...stated, by: { mode: 'narrator' } }, moment)).toBe(
      'The narrator of the source said: Troops were sent to Kursk; ' +
        `said by the narrator of the source, “Monday” (2024-10-28, inferred). ${known}`,
    );
  });
});

describe('a correction', () => {
  const corrected = {
    change: 'corrected' as const,
    fact: 'article',
    kind: 'source' as const,
    label: 'A report',
    reason: 'The publisher was found.',
  };

  test('is told as an error of ours, with what each field was and is', () => {
    const change = { ...corrected, was: { title: 'A report' }, now: { title: 'The report', publisher: 'A paper' } };
    expect(tellChange(change, moment)).toBe(
      'We corrected our record of the source “A report”: The publisher was found. ' +
        'Its title was “A report”, and is “The report”. Its publisher was absent, and is “A paper”. ' +
        `${known} This is a correction: we had it wrong.`,
    );
  });

  test('is told where it takes a field away', () => {
    expect(tellChange({ ...corrected, was: { publisher: 'A paper' }, now: {} }, moment)).toContain(
      'Its publisher was “A paper”, and is absent.',
    );
  });

  test.each([
    ['story', 'our record of the story “A report”'],
    ['estimate', 'our record of the figure “A report”'],
    ['statement', 'our record of the statement “A report”'],
  ] as const)('of a %s is told in the word that readers know', (kind, words) => {
    expect(tellChange({ ...corrected, kind, was: {}, now: { title: 'x' } }, moment)).toContain(words);
  });

  test('of a figure tells it as a figure', () => {
    const was = { quantity: { lower: { value: 600_000, inclusive: true }, unit: 'soldiers' } };
    const now = { quantity: { lower: { value: 600_000, inclusive: false }, unit: 'soldiers' } };
    expect(tellChange({ ...corrected, kind: 'estimate', was, now }, moment)).toContain(
      'Its quantity was at least 600,000 soldiers, and is more than 600,000 soldiers.',
    );
  });

  test.each([
    [
      'when',
      undefined,
      { edtf: '2024-10-28', basis: 'stated', after: ['the-call'] },
      'when was absent, and is 2024-10-28',
    ],
    [
      'published',
      { basis: 'stated' },
      { wording: 'Monday', edtf: '2024-10-28', basis: 'inferred' },
      'published was not known, and is “Monday” (2024-10-28, inferred)',
    ],
    ['by', undefined, { parties: [{ name: 'NATO' }], mode: 'paraphrased' }, 'by was absent, and is NATO'],
    ['metric', { id: 'troops', label: 'Troops', unit: 'troops' }, undefined, 'metric was “Troops”, and is absent'],
    ['wording', { text: 'Perhaps' }, { text: 'Perhaps not' }, 'wording was “Perhaps”, and is “Perhaps not”'],
    ['place', { name: 'Kursk' }, { name: 'Belgorod' }, 'place was Kursk, and is Belgorod'],
    ['keyFacts', ['first'], ['first', 'second'], 'key facts was “first”, and is “first” and “second”'],
    [
      'concerns',
      [{ name: 'NATO' }],
      [{ name: 'NATO' }, { name: 'Russia' }],
      'concerns was NATO, and is NATO and Russia',
    ],
  ])('tells %s in the words of readers', (field, was, now, words) => {
    const of = (value: unknown) => (value === undefined ? {} : { [field]: value });
    expect(tellChange({ ...corrected, was: of(was), now: of(now) }, moment)).toContain(`Its ${words}.`);
  });

  test('tells what has no words in one order, however it was kept', () => {
    const sentences = [
      { b: 1, a: 2 },
      { a: 2, b: 1 },
    ].map((kept) => tellChange({ ...corrected, was: {}, now: { other: kept } }, moment));
    expect(new Set(sentences).size).toBe(1);
  });

  test('tells values that are no text too', () => {
    const sentence = tellChange({ ...corrected, was: { translated: true }, now: { translated: false } }, moment);
    expect(sentence).toContain('Its translated was true, and is false.');
  });
});

describe('tellTime', () => {
  test.each([
    ['28 October 2024, 21:05 UTC', '2024-10-28T21:05:59.999999Z'],
    ['1 January 2025, 00:00 UTC', '2025-01-01T00:00:00.000000Z'],
    ['31 December 2024, 23:59 UTC', '2024-12-31T23:59:59.999999Z'],
  ])('says %s', (words, time) => {
    expect(tellTime(time)).toBe(words);
  });
});

describe('an occurrence', () => {
  const reported = { change: 'reported' as const, kind: 'call' as const, what: 'A conversation by telephone' };

  test('is told with who took part, and that its time is not known', () => {
    const participants = [
      { id: 'one', name: 'Ursula von der Leyen', role: 'European Commission President' },
      { id: 'other', name: 'Yoon Suk-yeol' },
    ];
    expect(tellChange({ ...reported, participants, by: { mode: 'narrator' } }, moment)).toBe(
      'A call was recorded: a conversation by telephone, with Ursula von der Leyen and Yoon Suk-yeol, ' +
        `when is not known; reported by the narrator of the source. ${known}`,
    );
  });

  test('is told with its place and time', () => {
    expect(tellChange({ ...reported, place: { name: 'Brussels' }, when }, moment)).toBe(
      `A call was recorded: a conversation by telephone (Brussels), “Monday” (2024-10-28, inferred). ${known}`,
    );
  });
});

describe('a position on a claim', () => {
  test('that is taken by asserting it is told so', () => {
    const change = {
      change: 'confirmed' as const,
      claim: 'kursk',
      proposition: 'Troops are there',
      by: pentagon,
      when,
    };
    expect(tellChange({ ...change, strength: 'asserted' }, moment)).toBe(
      `US Department of Defense confirmed, by asserting it, the claim that Troops are there; ${utterance} ${known}`,
    );
  });
});

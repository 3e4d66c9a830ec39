import { bareData, changed, wholeData } from '../event-examples.js';
import type { EventType } from '../current-versions.js';
import { validateData } from '../validate-event.js';

const codesOf = (type: EventType, data: object) => validateData(type, data).map(({ pointer, code }) => [pointer, code]);
const by = { parties: [{ id: 'nato', name: 'NATO' }], mode: 'paraphrase' };

describe('ClaimRaised', () => {
  test.each([
    ['no proposition', 'proposition', undefined, '/data/proposition', 'text'],
    ['a blank proposition', 'proposition', ' ', '/data/proposition', 'text'],
    ['nobody whom it concerns', 'concerns', undefined, '/data/concerns', 'many'],
    ['an empty list of whom it concerns', 'concerns', [], '/data/concerns', 'many'],
    ['a party as text', 'concerns', ['NATO'], '/data/concerns/0', 'object'],
    ['a party that nothing identifies', 'concerns/0/id', undefined, '/data/concerns/0/name', 'party-identified'],
    ['a speaker whom it concerns', 'concerns/0/role', 'spokesman', '/data/concerns/0/role', 'unknown-field'],
    ['an empty list of implied claims', 'implies', [], '/data/implies', 'fact-refs'],
    ['one implied claim, not in a list', 'implies', 'in-russia', '/data/implies', 'fact-refs'],
    ['an implied claim that is no id', 'implies', ['in russia'], '/data/implies', 'fact-refs'],
    ['a statement beside an attribution', 'saidIn', 'singh-says', '/data/saidIn', 'said-once'],
    ['an attribution to nobody', 'by/parties', [], '/data/by', 'attribution'],
    ['a strength, which positions have', 'strength', 'asserted', '/data/strength', 'unknown-field'],
    ['a stance, which nobody took yet', 'claim', 'in-russia', '/data/claim', 'unknown-field'],
  ])('refuses %s', (_fault, path, value, pointer, code) => {
    expect(codesOf('ClaimRaised', changed(wholeData.ClaimRaised, path, value))).toEqual([[pointer, code]]);
  });

  test.each([
    ['nobody who said it', 'by', undefined],
    ['the statement that said it', 'saidIn', 'singh-says'],
    ['an attribution of its own', 'by', by],
    ['a time, and nobody who said it', 'when', { edtf: '2024-10-28', basis: 'stated' }],
    ['a party of which it is open who is meant', 'concerns', [{ name: 'Brussels', oneOf: ['eu', 'nato'] }]],
  ])('takes %s', (_what, path, value) => {
    expect(codesOf('ClaimRaised', changed(bareData.ClaimRaised, path, value))).toEqual([]);
  });
});

describe.each(['ClaimConfirmed', 'ClaimDenied', 'ClaimLeftUnconfirmed'] as const)('%s', (type) => {
  const verbatim = { ...by, mode: 'verbatim' };

  test.each([
    ['no claim', 'claim', undefined, '/data/claim', 'fact-ref'],
    ['a claim in words', 'claim', 'Troops are in Kursk', '/data/claim', 'fact-ref'],
    ['a list of claims', 'claim', ['in-kursk'], '/data/claim', 'fact-ref'],
    ['an unknown strength', 'strength', 'certain', '/data/strength', 'one-of'],
    ['text as wording', 'wording', 'they are there', '/data/wording', 'object'],
    ['a wording of nobody', 'wording/by', undefined, '/data/wording/by', 'one-of'],
    ['nobody who takes it', 'by', undefined, '/data/saidIn', 'said-once'],
    ['a statement beside an attribution', 'saidIn', 'singh-says', '/data/saidIn', 'said-once'],
    ['a proposition, which the claim has', 'proposition', 'They are', '/data/proposition', 'unknown-field'],
    ['a stance beside its type', 'stance', 'denied', '/data/stance', 'unknown-field'],
    ['an occurrence that is no id', 'by/at', 'a briefing', '/data/by/at', 'fact-ref'],
  ])('refuses %s', (_fault, path, value, pointer, code) => {
    expect(codesOf(type, changed(wholeData[type], path, value))).toEqual([[pointer, code]]);
  });

  test('refuses words quoted without wording, and takes them with it', () => {
    const quoted = { claim: 'in-kursk', by: verbatim };
    expect(codesOf(type, quoted)).toEqual([['/data/claim', 'wording-when-verbatim']]);
    expect(codesOf(type, { ...quoted, wording: { text: 'they are there', by: 'party' } })).toEqual([]);
  });

  test.each(['confirmed', 'asserted', 'believed'])('takes the strength %s', (strength) => {
    expect(codesOf(type, { claim: 'in-kursk', strength, saidIn: 'singh-says' })).toEqual([]);
  });
});

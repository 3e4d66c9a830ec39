import { pentagon } from '../stored-examples.js';
import { tellParties, tellSource, tellUtterance, tellWhen } from './tell-utterance.js';

const nato = { id: 'nato', name: 'NATO' };
const eu = { id: 'eu', name: 'European Union' };
const narrator = { mode: 'narrator' as const };
const monday = { edtf: '2024-10-28', wording: 'Monday', basis: 'inferred' as const };
const rutte = { id: 'mark-rutte', name: 'Mark Rutte' };

describe('tellParties', () => {
  test.each([
    ['US Department of Defense', pentagon],
    ['NATO and European Union', { parties: [nato, eu] }],
    ['NATO, European Union, and Ukraine', { parties: [nato, eu, { id: 'ukraine', name: 'Ukraine' }] }],
    ['Brussels (left open: eu or nato)', { parties: [{ name: 'Brussels', oneOf: ['eu', 'nato'] }] }],
    ['NATO and Brussels (left open: eu or nato)', { parties: [nato, { name: 'Brussels', oneOf: ['eu', 'nato'] }] }],
    ['European Union or NATO', { oneOf: [{ parties: [eu] }, { parties: [nato] }] }],
    ['Mark Rutte or the narrator of the source', { oneOf: [{ parties: [nato], speaker: rutte }, narrator] }],
    ['the narrator of the source', narrator],
    ['the narrator of the source', { ...narrator, parties: [] }],
    ['an unnamed source', undefined],
  ])('says %s', (words, by) => {
    expect(tellParties(by)).toBe(words);
  });
});

describe('tellSource', () => {
  test.each([
    ['Sabrina Singh, Pentagon deputy spokeswoman', pentagon],
    ['Mark Rutte', { parties: [nato], speaker: rutte }],
    ['Mark Rutte, Secretary General, NATO', { speaker: { ...rutte, role: 'Secretary General', organisation: 'NATO' } }],
    ['NATO', { parties: [nato] }],
    ['the narrator of the source', narrator],
    ['an unnamed source', undefined],
  ])('says %s', (words, by) => {
    expect(tellSource(by)).toBe(words);
  });
});

describe('tellWhen', () => {
  test.each([
    ['“Monday” (2024-10-28, inferred)', monday],
    ['“Monday” (2024-10-28)', { ...monday, basis: 'stated' as const }],
    ['2024-10-28', { edtf: '2024-10-28', basis: 'stated' as const }],
    ['2024-10-27 or before (inferred)', { edtf: '[..2024-10-27]', basis: 'inferred' as const }],
    ['2024-10-21 or after', { edtf: '[2024-10-21..]', basis: 'stated' as const }],
    [
      '“last week” (between 2024-10-21 and 2024-10-27, inferred)',
      { edtf: '[2024-10-21..2024-10-27]', wording: 'last week', basis: 'inferred' as const },
    ],
    ['2024-10-01 to 2024-10-27', { edtf: '2024-10-01/2024-10-27', basis: 'stated' as const }],
    ['“since August” (since 2024-08)', { edtf: '2024-08/..', wording: 'since August', basis: 'stated' as const }],
    ['2024-10-2X', { edtf: '2024-10-2X', basis: 'stated' as const }],
    ['“last week”', { wording: 'last week', basis: 'stated' as const }],
    ['before first (inferred)', { before: ['first'], basis: 'inferred' as const }],
    ['after first and second', { after: ['first', 'second'], basis: 'stated' as const }],
    ['“hours before” (before first)', { before: ['first'], wording: 'hours before', basis: 'stated' as const }],
    [undefined, undefined],
  ])('says %s', (words, when) => {
    expect(tellWhen(when)).toBe(words);
  });
});

describe('tellUtterance', () => {
  test.each([
    [
      'said by Sabrina Singh, Pentagon deputy spokeswoman, “Monday” (2024-10-28, inferred)',
      { by: pentagon, when: monday },
    ],
    ['said by Sabrina Singh, Pentagon deputy spokeswoman, when is not known', { by: pentagon }],
    [
      'said by NATO, via X, 2024-10-28',
      { by: { parties: [nato], channel: 'X' }, when: { edtf: '2024-10-28', basis: 'stated' as const } },
    ],
    [
      'said by Mark Rutte, at NATO headquarters, 2024-10-28',
      {
        by: { parties: [nato], speaker: rutte, venue: 'NATO headquarters' },
        when: { edtf: '2024-10-28', basis: 'stated' as const },
      },
    ],
    [
      'said by NATO, as the narrator of the source puts it, when is not known',
      { by: { parties: [nato], mode: 'narrator' as const } },
    ],
    ['said by the narrator of the source, when is not known', { by: narrator }],
    ['said by European Union or NATO, when is not known', { by: { oneOf: [{ parties: [eu] }, { parties: [nato] }] } }],
    ['said by an unnamed source, when is not known', {}],
  ])('says that it was %s', (words, utterance) => {
    expect(tellUtterance(utterance)).toBe(words);
  });
});

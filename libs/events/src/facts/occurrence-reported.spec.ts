import { bareData, changed, wholeData } from '../event-examples.js';
import { validateData } from '../validate-event.js';

const codesOf = (data: object) => validateData('OccurrenceReported', data).map(({ pointer, code }) => [pointer, code]);
const whole = wholeData.OccurrenceReported;
const bare = bareData.OccurrenceReported;

describe('OccurrenceReported', () => {
  test.each([
    ['no kind', 'kind', undefined, '/data/kind', 'one-of'],
    ['an unknown kind', 'kind', 'battle', '/data/kind', 'one-of'],
    ['nothing that happened', 'what', undefined, '/data/what', 'text'],
    ['blank words', 'what', '\n', '/data/what', 'text'],
    ['an empty list of participants', 'participants', [], '/data/participants', 'many'],
    ['a participant as text', 'participants', ['NATO'], '/data/participants/0', 'object'],
    ['a participant without name', 'participants/0/name', undefined, '/data/participants/0/name', 'text'],
    ['a participant without id', 'participants/1/id', undefined, '/data/participants/1/name', 'party-or-speaker'],
    ['a participant who is both', 'participants/0/role', 'chair', '/data/participants/0/name', 'party-or-speaker'],
    ['a speaker who is open', 'participants/1/oneOf', ['a', 'b'], '/data/participants/1/name', 'party-or-speaker'],
    ['a place as text', 'place', 'Brussels', '/data/place', 'object'],
    ['a place without name', 'place/name', undefined, '/data/place/name', 'text'],
    ['a statement beside an attribution', 'saidIn', 'singh-says', '/data/saidIn', 'said-once'],
    ['a wrong date', 'when/edtf', 'Monday', '/data/when/edtf', 'edtf'],
    ['a proposition', 'proposition', 'They met', '/data/proposition', 'unknown-field'],
  ])('refuses %s', (_fault, path, value, pointer, code) => {
    expect(codesOf(changed(whole, path, value))).toEqual([[pointer, code]]);
  });

  test.each(['meeting', 'call', 'press-conference', 'operation', 'deployment', 'trend', 'other'])(
    'takes a %s',
    (kind) => {
      expect(codesOf({ ...bare, kind })).toEqual([]);
    },
  );

  test.each([
    ['nobody who reported it, and when it was', 'when', { edtf: '2024-10-28', basis: 'stated' }],
    ['the statement that reported it', 'saidIn', 'singh-says'],
    ['a party of which it is open who is meant', 'participants', [{ name: 'Brussels', oneOf: ['eu', 'nato'] }]],
    ['a speaker as they were then', 'participants', [{ id: 'yoon', name: 'Yoon', role: 'President' }]],
  ])('takes %s', (_what, path, value) => {
    expect(codesOf(changed(bare, path, value))).toEqual([]);
  });
});

import { readTail } from './wanted-tail.js';

const all = { as: 'events', start: {}, stories: [], types: [], parties: [] };

describe('what the command line asks to follow', () => {
  test.each([
    [[], {}, all],
    [['a', 'b'], {}, { as: 'changes', start: {}, stories: ['a', 'b'] }],
    [['a'], { events: true }, { ...all, stories: ['a'] }],
    [
      ['a'],
      { type: ['FactCorrected'], party: ['nato', 'us-dod'] },
      { ...all, stories: ['a'], types: ['FactCorrected'], parties: ['nato', 'us-dod'] },
    ],
    [[], { after: '0' }, { ...all, start: { after: 0 } }],
    [[], { last: '20' }, { ...all, start: { last: 20 } }],
    [['a'], { since: '2024-10-28' }, { as: 'changes', start: { since: '2024-10-28' }, stories: ['a'] }],
  ] as const)('%j %j is %j', (stories, options, wanted) => {
    expect(readTail(stories, options)).toEqual(wanted);
  });

  test.each([
    [{ after: '1', last: '1' }, 'one place'],
    [{ after: '-1' }, '--after must be'],
    [{ after: '' }, '--after must be'],
    [{ last: '0' }, '--last must be'],
    [{ last: 'x' }, '--last must be'],
  ])('%j is refused', (options, words) => {
    expect(readTail([], options)).toContain(words);
  });
});

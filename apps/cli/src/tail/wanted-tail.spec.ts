import { readTail } from './wanted-tail.js';

describe('what the command line asks to follow', () => {
  test.each([
    [[], {}, { as: 'events', filter: [], start: undefined }],
    [
      ['a', 'b'],
      {},
      {
        as: 'changes',
        filter: [
          ['story', 'a'],
          ['story', 'b'],
        ],
        start: undefined,
      },
    ],
    [['a'], { events: true }, { as: 'events', filter: [['story', 'a']], start: undefined }],
    [
      ['a'],
      { type: ['FactCorrected'], party: ['nato', 'us-dod'] },
      {
        as: 'events',
        filter: [
          ['story', 'a'],
          ['type', 'FactCorrected'],
          ['party', 'nato'],
          ['party', 'us-dod'],
        ],
        start: undefined,
      },
    ],
    [[], { after: '0' }, { as: 'events', filter: [], start: ['after', '0'] }],
    [[], { last: '20' }, { as: 'events', filter: [], start: ['after', '-20'] }],
    [[], { since: '2024-10-28T21:05:00Z' }, { as: 'events', filter: [], start: ['since', '2024-10-28T21:05:00Z'] }],
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

import { readPace, waitBetween } from './pace.js';

describe('the pace of a replay', () => {
  test.each([
    ['2', { by: 'seconds', seconds: 2 }],
    ['0', { by: 'seconds', seconds: 0 }],
    ['0.25', { by: 'seconds', seconds: 0.25 }],
    ['60x', { by: 'factor', factor: 60 }],
    ['1.5×', { by: 'factor', factor: 1.5 }],
  ] as const)('%s is %j', (text, pace) => {
    expect(readPace(text)).toEqual(pace);
  });

  test.each(['', 'fast', '-1', '0x', '1e3', '0x10', '2s', '3601'])('%j is refused in one sentence', (text) => {
    expect(readPace(text)).toMatch(/^--pace must be /);
  });

  test('is the same between all events, or as long as it was, faster, and never long', () => {
    const [one, other] = ['2024-10-28T21:05:00.500000Z', '2024-10-28T21:07:00.500000Z'];
    expect(waitBetween({ by: 'seconds', seconds: 2 }, one, other)).toBe(2_000);
    expect(waitBetween({ by: 'factor', factor: 60 }, one, other)).toBe(2_000);
    expect(waitBetween({ by: 'factor', factor: 1 }, one, other)).toBe(5_000);
    expect(waitBetween({ by: 'factor', factor: 60 }, one, one)).toBe(0);
    expect(waitBetween({ by: 'factor', factor: 60 }, other, one)).toBe(0);
  });
});

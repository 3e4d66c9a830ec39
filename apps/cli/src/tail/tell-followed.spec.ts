import type { FollowedEvent, Step } from '#client';
import { currentVersions, isEventType } from '#events';
import { wholeData } from '../../../../libs/events/src/event-examples.js';
import { changeTeller, tellEvent, tellJson } from './tell-followed.js';

const eventOf = (type: string, data: object) =>
  ({
    ...{ id: 'one', type: `newsledger.${type}.v1`, subject: 'border', time: '2024-10-28T21:05:07.123456Z' },
    ...{ schemaversion: isEventType(type) ? currentVersions[type] : 1, data },
  }) as unknown as FollowedEvent;

const stepOf = (version: number, sentence: string, recordedAt = '2024-10-28T21:05:07.123456Z') =>
  ({ story: 'border', version, change: { sentence, recordedAt } }) as unknown as Step;

describe('what is told of what is followed', () => {
  test('is one line of an event: when, where, what, and its words', () => {
    expect(tellEvent(eventOf('EstimateIssued', wholeData.EstimateIssued))).toEqual([
      '2024-10-28T21:05:07Z  border  EstimateIssued  one  Casualties: about 650,000 (between 600,000 and 700,000) soldiers',
    ]);
  });

  test.each(Object.entries(wholeData))('has words for %s', (type, data) => {
    const [line = '', ...more] = tellEvent(eventOf(type, data));
    expect(more).toEqual([]);
    expect(line).toMatch(new RegExp(`^2024-10-28T21:05:07Z  border  ${type}  one  [^\\n]{3,160}$`));
    expect(line).not.toContain('undefined');
  });

  test('is the type alone of an event that this version does not know', () => {
    expect(tellEvent(eventOf('StorySplit', { into: ['a'] }))).toEqual([
      '2024-10-28T21:05:07Z  border  StorySplit  one',
    ]);
  });

  test('is short, and does not steer the terminal', () => {
    const [line = ''] = tellEvent(eventOf('StoryRetitled', { title: `\u001b]0;x\u0007${'y'.repeat(500)}` }));
    expect(line).toMatch(/ {2}“�\]0;x�y{100,160}…$/);
  });

  test('is a sentence of a change, those of one second under one heading', () => {
    const tell = changeTeller();
    expect(tell(stepOf(1, 'It was opened.'))).toEqual(['2024-10-28T21:05:07Z  border', '  1. It was opened.', '']);
    expect(tell(stepOf(2, 'It was\u202e retitled.'))).toEqual(['  2. It was� retitled.', '']);
    expect(tell(stepOf(3, 'It was closed.', '2024-10-28T21:06:00Z'))[0]).toBe('2024-10-28T21:06:00Z  border');
  });

  test('is, as JSON, one line that means the same and steers no terminal', () => {
    const step = stepOf(1, 'It was\u202e\nretitled');
    const [line = '', ...more] = tellJson(step);
    expect([more, JSON.parse(line)]).toEqual([[], step]);
    expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});

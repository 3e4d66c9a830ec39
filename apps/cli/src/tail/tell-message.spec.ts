import { eventTypes, isEventType } from '#events';
import { wholeData } from '../../../../libs/events/src/event-examples.js';
import { changeTeller, tellEvent, tellJson } from './tell-message.js';

const eventMessage = (type: string, data: object) => ({
  id: '7',
  event: type,
  data: JSON.stringify({
    ...{ id: 'one', type: `newsledger.${type}.v1`, subject: 'border', time: '2024-10-28T21:05:07.123456Z' },
    ...{ schemaversion: isEventType(type) ? eventTypes[type].version : 1, data },
  }),
});

const changeMessage = (version: number, sentence: string, recordedAt = '2024-10-28T21:05:07.123456Z') => ({
  id: String(version),
  event: 'change',
  data: JSON.stringify({ story: 'border', change: { version, sentence, recordedAt } }),
});

const position = { id: '9', event: 'position', data: '{"position":9}' };
const snapshot = { id: undefined, event: 'snapshot', data: '{"story":"border","position":9,"version":0,"rows":[]}' };

describe('what is told of a message', () => {
  test('is one line of an event: when, where, what, and its words', () => {
    expect(tellEvent(eventMessage('EstimateIssued', wholeData.EstimateIssued))).toEqual([
      '2024-10-28T21:05:07Z  border  EstimateIssued  one  Casualties: about 650,000 (between 600,000 and 700,000) soldiers',
    ]);
  });

  test.each(Object.entries(wholeData))('has words for %s', (type, data) => {
    const [line = '', ...more] = tellEvent(eventMessage(type, data));
    expect(more).toEqual([]);
    expect(line).toMatch(new RegExp(`^2024-10-28T21:05:07Z  border  ${type}  one  [^\\n]{3,160}$`));
    expect(line).not.toContain('undefined');
  });

  test('is the type alone of an event that this version does not know', () => {
    expect(tellEvent(eventMessage('StorySplit', { into: ['a'] }))).toEqual([
      '2024-10-28T21:05:07Z  border  StorySplit  one',
    ]);
  });

  test('is short, and does not steer the terminal', () => {
    const [line = ''] = tellEvent(eventMessage('StoryRetitled', { title: `\u001b]0;x\u0007${'y'.repeat(500)}` }));
    expect(line).toMatch(/ {2}“�\]0;x�y{100,160}…$/);
  });

  test('is a sentence of a change, those of one second under one heading', () => {
    const tell = changeTeller();
    expect(tell(changeMessage(1, 'It was opened.'))).toEqual([
      '2024-10-28T21:05:07Z  border',
      '  1. It was opened.',
      '',
    ]);
    expect(tell(changeMessage(2, 'It was\u202e retitled.'))).toEqual(['  2. It was� retitled.', '']);
    expect(tell(changeMessage(3, 'It was closed.', '2024-10-28T21:06:00Z'))[0]).toBe('2024-10-28T21:06:00Z  border');
  });

  test('is nothing of what only says where the stream is', () => {
    for (const tell of [tellEvent, tellJson, changeTeller()]) {
      expect([position, snapshot].flatMap(tell)).toEqual([]);
    }
    expect(tellJson(changeMessage(1, 'It'))).toEqual([changeMessage(1, 'It').data]);
  });
});

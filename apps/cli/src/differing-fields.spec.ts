import fc from 'fast-check';
import type { StoredEvent } from '#events';
import { differingFields } from './differing-fields.js';
import { importLine } from './recover/keep-events.js';

const event = {
  ...{ position: 3, story: 'troops', version: 2, id: 'e3', commit: 4, type: 'StoryRetitled', schemaVersion: 1 },
  ...{ recordedAt: '2024-10-28T21:05:00.000003Z', recordedBy: 'key-1', publishedAt: '2024-10-28T21:00:00Z' },
  ...{ actor: 'user:7', correlationId: 'c-1', causationId: 'c-2', data: '{"title":"A \\"title\\""}', salt: '00' },
} as unknown as StoredEvent;
const names = Object.keys(event) as (keyof StoredEvent)[];

test('every field counts, and whether it is there', () => {
  fc.assert(
    fc.property(fc.subarray(names), fc.boolean(), (changed, isGone) => {
      const other: Record<string, unknown> = { ...event };
      for (const name of changed) {
        if (isGone) Reflect.deleteProperty(other, name);
        else other[name] = 'another';
      }
      expect([...differingFields(event, other as unknown as StoredEvent)].sort()).toEqual([...changed].sort());
      expect(differingFields(event, event)).toEqual([]);
    }),
  );
});

test('a kept event is a line as it is published, with the data to the byte', () => {
  const line = importLine(event);
  expect(line).toBe(
    '{"story":"troops","id":"e3","type":"StoryRetitled","schemaVersion":1,"publishedAt":"2024-10-28T21:00:00Z",' +
      '"actor":"user:7","data":{"title":"A \\"title\\""}}',
  );
  for (const data of ['{', '{"a":\n1}']) {
    expect(JSON.parse(importLine({ ...event, data }))).toMatchObject({ data });
  }
});

import type { History } from '#views';
import { takeStep } from './take-step.js';

const history = {
  story: 'flood',
  versions: [{ position: 4, recordedAt: '2026-03-01T10:00:00Z' }],
  rows: [{ kind: 'header', key: '*', from: 4, doc: { title: 'Flood' } }],
  changes: [{ change: 'opened', version: 1, position: 4 }],
} as unknown as History;

const step = (version: number) => ({
  version,
  position: 9,
  change: { change: 'retitled', version, position: 9, recordedAt: '2026-03-01T11:00:00Z' } as never,
  ended: [{ kind: 'header', key: '*' }],
  begun: [{ kind: 'header' as const, key: '*', doc: { title: 'A flood' } as never }],
});

test('a step ends the rows that it replaces, where it begins its own', () => {
  const further = takeStep(history, step(2));
  expect(further?.rows).toEqual([
    { kind: 'header', key: '*', from: 4, to: 9, doc: { title: 'Flood' } },
    { kind: 'header', key: '*', from: 9, doc: { title: 'A flood' } },
  ]);
  expect(further?.versions.map(({ position }) => position)).toEqual([4, 9]);
  expect(further?.changes).toHaveLength(2);
});

test('a step that was taken changes nothing, and one that does not follow is not taken', () => {
  expect(takeStep(history, step(1))).toBe(history);
  expect(takeStep(history, step(3))).toBeUndefined();
});

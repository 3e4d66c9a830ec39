import type { ToldChange } from '#views';
import { tellChanges } from './tell-changes.js';

const story = { story: 'border', title: 'Border', version: 5 };
const place = (version: number) => ({
  version,
  position: version,
  id: `e${version}`,
  recordedAt: '2024-10-28T21:05:00Z',
});
const opened: ToldChange = { change: 'opened', title: 'Border', sentence: 'It was opened.', ...place(1) };
const retitled = (version: number): ToldChange => ({
  ...{ change: 'retitled', from: 'a', to: 'b', minor: true, sentence: `Title ${version}.` },
  ...place(version),
});
const filed: ToldChange = { change: 'filed', title: 'A report', minor: true, sentence: 'It was filed.', ...place(4) };

describe('the changes of a story', () => {
  const changes = [opened, retitled(2), retitled(3), filed];

  test('have small edits in one line', () => {
    const told = tellChanges(story, changes, 'folded');
    expect(told).toContain('  1. It was opened.\n');
    expect(told).toContain('  and 3 small edits: 2 new titles and a source; --all shows them.\n');
    expect(told).not.toContain('Title 2.');
  });

  test('have all of them where that is asked', () => {
    const told = tellChanges(story, changes, 'all');
    expect(told).toContain('Title 2.');
    expect(told).not.toContain('small edit');
  });

  test('say that nothing changed', () => {
    expect(tellChanges(story, [], 'folded')).toContain('Nothing, between these two moments.');
  });

  test('are told short where there are many: figures, positions and corrections alone', () => {
    const many = Array.from({ length: 16 }, (_, index) => retitled(index + 1));
    expect(tellChanges(story, many, 'short')).toContain('positions and corrections: 0 of 16 changes. All of them:');
    expect(tellChanges(story, [opened], 'short')).toContain('It was opened.');
  });
});

import { closed, corrected, opened, recordedBatches, reopened, retitled, summarised } from '../stored-examples.js';
import type { Sent } from '../stored-examples.js';
import { foldAll, historyOf } from '../table-in-memory.js';

/** The headers one after the other, folded in commits of one event each. */
async function headers(...sent: Sent[]) {
  const { rows } = await foldAll(recordedBatches(sent.map((one) => [one])));
  return historyOf(rows, '*').map(({ row, from }) => ({ from, ...row.doc }));
}

describe('the header of a story', () => {
  test('tells the last title, summary and status, and who said so', async () => {
    const told = await headers(
      opened('story'),
      retitled('title', 'North Korean troops'),
      summarised('sum', 'Who sent whom', { lead: 'x', keyFacts: ['x'] }),
      closed('closing'),
      reopened('reopening'),
      summarised('sum-2', 'Shorter'),
    );
    expect(told).toMatchObject([
      { from: 1, status: 'open', title: 'Troops', titledBy: 'story', language: 'en', openedBy: 'story' },
      { from: 2, title: 'North Korean troops', titledBy: 'title' },
      { from: 3, summary: 'Who sent whom', summarisedBy: 'sum', lead: 'x', keyFacts: ['x'] },
      { from: 4, status: 'closed' },
      { from: 5, status: 'open', lead: 'x' },
      { from: 6, summary: 'Shorter', summarisedBy: 'sum-2' },
    ]);
    expect(told[0]).not.toHaveProperty('summarisedBy');
    expect(told[5]).not.toHaveProperty('lead');
    expect(told[5]).not.toHaveProperty('keyFacts');
  });

  test('follows a correction of what it was taken from', async () => {
    const told = await headers(
      opened('story'),
      corrected('a', 'story', { title: 'Soldiers', language: 'fr', summary: 'New' }),
      retitled('title', 'T'),
      corrected('b', 'title', { title: 'U' }),
      summarised('sum', 'S', { lead: 'x' }),
      corrected('c', 'sum', { summary: 'R', lead: null, keyFacts: ['y'] }),
    );
    expect(told[1]).toMatchObject({
      from: 2,
      title: 'Soldiers',
      language: 'fr',
      summary: 'New',
      summarisedBy: 'story',
    });
    expect(told[3]).toMatchObject({ from: 4, title: 'U', titledBy: 'title' });
    expect(told[5]).toMatchObject({ from: 6, summary: 'R', summarisedBy: 'sum', keyFacts: ['y'] });
    expect(told[5]).not.toHaveProperty('lead');
  });

  test('loses the summary that a correction takes away from the opening', async () => {
    const told = await headers(
      opened('story'),
      corrected('a', 'story', { summary: 'New' }),
      corrected('b', 'story', { summary: null }),
    );
    expect(told[2]).not.toHaveProperty('summary');
    expect(told[2]).not.toHaveProperty('summarisedBy');
  });

  test('stays as it is where a title or summary is corrected that was replaced before', async () => {
    const told = await headers(
      opened('story'),
      retitled('title', 'T'),
      retitled('title-2', 'U'),
      summarised('sum', 'S'),
      summarised('sum-2', 'R'),
      corrected('a', 'title', { title: 'Other' }),
      corrected('b', 'story', { title: 'Other', summary: 'Other' }),
      corrected('c', 'sum', { summary: 'Other' }),
    );
    expect(told.map(({ from }) => from)).toEqual([1, 2, 3, 4, 5]);
  });
});

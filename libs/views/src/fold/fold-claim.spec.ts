import { corrected, opened, pentagon, positioned, raised, recordedBatches, stated } from '../stored-examples.js';
import { currentRows, foldAll, historyOf } from '../table-in-memory.js';

const when = { edtf: '2024-10-28', basis: 'inferred' as const };
const claim = { proposition: 'Troops are in Kursk', concerns: [{ id: 'russia', name: 'Russia' }] };

describe('a claim', () => {
  test('has a row, and nobody’s position', async () => {
    const { rows, changes } = await foldAll(recordedBatches([[opened('story'), raised('claim', { implies: ['x'] })]]));
    expect(currentRows(rows)['claim']).toMatchObject({ kind: 'claim', doc: { data: { ...claim, implies: ['x'] } } });
    expect(rows.filter(({ row }) => row.kind === 'position')).toEqual([]);
    expect(changes[1]).toEqual({ change: 'raised', ...claim });
  });

  test('is told with who said it, where a statement of an earlier batch did', async () => {
    const batches = recordedBatches([
      [opened('story'), stated('said', { when })],
      [raised('claim', { saidIn: 'said' })],
    ]);
    expect((await foldAll(batches)).changes[2]).toEqual({ change: 'raised', ...claim, by: pentagon, when });
  });
});

describe('a position', () => {
  test.each([
    ['ClaimConfirmed', 'confirmed'],
    ['ClaimDenied', 'denied'],
    ['ClaimLeftUnconfirmed', 'unconfirmed'],
  ] as const)('of %s is %s, and is told with the claim as it stands', async (type, stance) => {
    const wording = { text: 'we know', by: 'party' as const };
    const taken = positioned('position', 'claim', type, { strength: 'believed', wording });
    const batches = [
      [opened('story'), raised('claim')],
      [corrected('mending', 'claim', { proposition: 'Troops were in Kursk' })],
      [taken],
    ];
    const { rows, changes } = await foldAll(recordedBatches(batches));
    expect(currentRows(rows)['position']).toMatchObject({
      kind: 'position',
      doc: { stance, data: { claim: 'claim' } },
    });
    expect(changes[3]).toEqual({
      change: stance,
      claim: 'claim',
      proposition: 'Troops were in Kursk',
      strength: 'believed',
      wording,
      by: pentagon,
    });
    expect((await foldAll([recordedBatches(batches).flat()])).changes).toEqual(changes);
  });

  test('leaves the one before it and the claim as they are', async () => {
    const { rows } = await foldAll(
      recordedBatches([
        [opened('story'), raised('claim'), positioned('first', 'claim', 'ClaimDenied')],
        [positioned('second', 'claim', 'ClaimConfirmed')],
      ]),
    );
    for (const key of ['claim', 'first', 'second']) expect(historyOf(rows, key)).toHaveLength(1);
  });
});

import type { Attribution } from '#events';
import { by, corrected, positioned, raised, retracted, stated } from '../../libs/story/src/story-examples.js';
import { rowsOf } from './naive-examples.js';
import type { NaiveRow } from './naive-fold.js';

const standsOf = (rows: readonly NaiveRow[]) =>
  rows
    .filter(({ kind }) => kind === 'stand')
    .map(({ key, since, until, doc: { party, stance, fact, was } }) => ({
      key,
      since,
      until,
      party,
      stance,
      fact,
      was,
    }));

const dod = { id: 'us-dod', name: 'US Department of Defense' };
const russia = { id: 'russia', name: 'Russia' };
const says = (...parties: NonNullable<Attribution['parties']>): { by: Attribution } => ({
  by: { parties, mode: 'paraphrase' },
});

describe('where a party stands on a claim', () => {
  const nothing = { stance: 'nothing-recorded' };

  test('is nothing recorded, then its last position that is not retracted', () => {
    const rows = rowsOf(
      raised('claim'),
      positioned('yes', 'claim', says(russia)),
      positioned('no', 'claim', says(russia), 'ClaimDenied'),
      retracted('taking', 'no'),
      retracted('taking-2', 'yes'),
    );
    const russian = { key: 'claim/russia', party: russia };
    expect(standsOf(rows)).toEqual([
      { ...russian, since: 2, until: 3, ...nothing },
      { ...russian, since: 3, until: 4, stance: 'confirmed', fact: 'yes', was: nothing },
      { ...russian, since: 4, until: 5, stance: 'denied', fact: 'no', was: { stance: 'confirmed', fact: 'yes' } },
      { ...russian, since: 5, until: 6, stance: 'confirmed', fact: 'yes', was: { stance: 'denied', fact: 'no' } },
      { ...russian, since: 6, until: null, ...nothing, was: { stance: 'confirmed', fact: 'yes' } },
    ]);
    expect(rows.find(({ kind, since }) => kind === 'stand' && since === 3)).toEqual({
      story: 'troops',
      kind: 'stand',
      key: 'claim/russia',
      since: 3,
      until: 4,
      doc: {
        claim: 'claim',
        party: russia,
        stance: 'confirmed',
        fact: 'yes',
        was: nothing,
        position: 3,
        recordedAt: '2024-10-29T00:00:00.000003Z',
      },
    });
  });

  test('is told of every party of a position, of an open one by its words, of an open attribution not at all', () => {
    const official = { name: 'An official', oneOf: ['us-dod', 'nato'] };
    const rows = rowsOf(
      raised('claim'),
      positioned('both', 'claim', says(dod, official), 'ClaimLeftUnconfirmed'),
      positioned('either', 'claim', { by: { oneOf: [by, { parties: [russia], mode: 'paraphrase' }] } }),
      retracted('taking', 'claim'),
    );
    const unconfirmed = { since: 3, until: null, stance: 'unconfirmed', fact: 'both' };
    expect(standsOf(rows)).toEqual([
      { key: 'claim/russia', since: 2, until: null, party: russia, ...nothing },
      { key: 'claim/us-dod', party: dod, ...unconfirmed },
      { key: 'claim/An official (us-dod or nato)', party: official, ...unconfirmed },
    ]);
  });

  test('ends with what the claim concerns, and begins anew under another name', () => {
    const kremlin = { id: 'russia', name: 'The Kremlin' };
    const rows = rowsOf(
      raised('claim', { concerns: [russia, { id: 'nato', name: 'NATO' }] }),
      corrected('mending', 'claim', { concerns: [kremlin] }),
      corrected('other', 'claim', { proposition: 'None are there' }),
    );
    expect(standsOf(rows)).toEqual([
      { key: 'claim/russia', since: 2, until: 3, party: russia, ...nothing },
      { key: 'claim/nato', since: 2, until: 3, party: { id: 'nato', name: 'NATO' }, ...nothing },
      { key: 'claim/russia', since: 3, until: null, party: kremlin, ...nothing, was: nothing },
    ]);
  });

  test('follows who said the statement that the position is taken in', () => {
    const rows = rowsOf(
      stated('said'),
      stated('quoted', { saidIn: 'said' }),
      raised('claim'),
      positioned('yes', 'claim', { saidIn: 'quoted' }),
      corrected('mending', 'said', says(russia)),
      corrected('apart', 'yes', { saidIn: null, by }),
    );
    const confirmed = { stance: 'confirmed', fact: 'yes' };
    expect(standsOf(rows)).toEqual([
      { key: 'claim/russia', since: 4, until: 6, party: russia, ...nothing },
      { key: 'claim/us-dod', since: 5, until: 6, party: dod, ...confirmed },
      { key: 'claim/russia', since: 6, until: 7, party: russia, ...confirmed, was: nothing },
      { key: 'claim/russia', since: 7, until: null, party: russia, ...nothing, was: confirmed },
      { key: 'claim/us-dod', since: 7, until: null, party: dod, ...confirmed },
    ]);
  });
});

import type pg from 'pg';
import { opened, pentagon, positioned, raised, recordedBatches, stated } from '../../libs/views/src/stored-examples.js';
import { readFactOrigin, readFacts, readTimeline, readVoices } from '#views';
import { makeDatabase } from '../parts/make-database.js';
import { testPostgres } from '../parts/services.js';
import { openViews, write } from '../parts/views-database.js';

interface Claim {
  readonly id: string;
  readonly stands: readonly { readonly party: { readonly id?: string }; readonly stance: string }[];
}

const stories = ['troops', 'trains'];
const standsOf = (view: unknown) => (view as Claim).stands.map(({ party, stance }) => [party.id, stance]);

// The same ids in two stories, where Russia stands elsewhere.
const told = stories.flatMap((story) => {
  const russia = { by: { parties: [{ id: 'russia', name: 'Russia' }], mode: 'paraphrase' as const } };
  return [
    opened('open'),
    stated('briefing'),
    raised('said', { by: pentagon }),
    raised('within', { saidIn: 'briefing' }),
    positioned('no', 'said', story === 'troops' ? 'ClaimDenied' : 'ClaimConfirmed', russia),
    positioned('yes', 'within', 'ClaimConfirmed'),
  ].map((sent) => ({ ...sent, story }));
});

describe('where parties stand on a claim', () => {
  let pool: pg.Pool;

  beforeAll(async () => {
    pool = openViews((await makeDatabase(testPostgres())).owner);
    for (const batch of recordedBatches([told])) await write(pool, batch);
  }, 60_000);

  afterAll(() => pool.end());

  const wanted = async (story: string, at?: number) => {
    const { facts } = await readFacts(pool, story, { at }, { kinds: ['claim'], limit: 10 });
    return Object.fromEntries(facts.map(({ view }) => [(view as Claim).id, standsOf(view)]));
  };

  test('is told among the claims', async () => {
    expect(await wanted('troops')).toEqual({
      within: [
        ['russia', 'nothing-recorded'],
        ['us-dod', 'confirmed'],
      ],
      said: [['russia', 'denied']],
    });
    expect((await wanted('trains'))['said']).toEqual([['russia', 'confirmed']]);
    expect((await wanted('troops', 4))['said']).toEqual([['russia', 'nothing-recorded']]);
  });

  test.each([
    ['troops', undefined],
    ['trains', undefined],
    ['troops', 4],
  ])('is the same by the fact, in the timeline and among what a party said (%s, as of %s)', async (story, at) => {
    const known = await wanted(story, at);
    for (const id of ['said', 'within']) {
      const { origin } = await readFactOrigin(pool, story, id, ['claim'], at);
      expect([id, standsOf(origin?.view)]).toEqual([id, known[id]]);
    }
    const { entries } = await readTimeline(pool, story, { at }, { order: 'earliest', limit: 10 });
    const { said } = await readVoices(pool, 'us-dod', { at, limit: 20 });
    for (const list of [entries, said.filter((one) => one.story === story)]) {
      const all = list.flatMap(({ kind, view, facts }) => [{ kind, view }, ...facts]);
      const claims = all.filter(({ kind }) => kind === 'claim').map(({ view }) => view as Claim);
      expect(Object.fromEntries(claims.map((claim) => [claim.id, standsOf(claim)]))).toEqual(known);
    }
  });
});

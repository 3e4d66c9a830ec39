import { testPostgres } from '../parts/services.js';
import { sampleStory, startSampleHouse } from '../parts/sample-house.js';
import type { SampleHouse } from '../parts/sample-house.js';

interface Fact {
  readonly id: string;
  readonly kind?: string;
  readonly status?: string;
  readonly position: number;
  readonly said?: { readonly by?: { readonly channel?: string; readonly speaker?: { readonly id: string } } };
  readonly data: Readonly<Record<string, unknown>>;
  readonly facts?: readonly Fact[];
  readonly stands?: readonly { readonly party: { readonly id: string }; readonly stance: string }[];
}

interface Story {
  readonly version: number;
  readonly position: number;
  readonly changedAt: string;
  readonly lead?: string;
  readonly estimates: readonly Fact[];
  readonly claims: readonly Fact[];
  readonly statements: readonly Fact[];
}

interface Origin {
  readonly kind: string;
  readonly fact: Fact & { readonly recordedAt: string };
  readonly sources: readonly Fact[];
  readonly recordedBy: string;
  readonly visibleAt: string;
  readonly history: readonly object[];
}

interface Mending {
  readonly id: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly stoodSince: string;
  readonly stoodSeconds: number;
}

const idsOf = (facts: readonly { readonly id: string }[]) => facts.map(({ id }) => id);
const statusesOf = (facts: readonly Fact[]) => Object.fromEntries(facts.map(({ id, status }) => [id, status]));
const standsOf = (claim: Fact | undefined) =>
  Object.fromEntries((claim?.stands ?? []).map(({ party, stance }) => [party.id, stance]));

// Each test is a question that somebody asks of the sample story.
describe('questions of a reader', () => {
  let house: SampleHouse;
  const ask = async <T>(path: string) => {
    const { status, body } = await house.get<T>(path);
    expect([path, status]).toEqual([path, 200]);
    return body;
  };
  const askStory = <T = Story>(rest = '') => ask<T>(`stories/${sampleStory}${rest}`);

  beforeAll(async () => (house = await startSampleHouse(testPostgres())), 60_000);
  afterAll(() => house.stop());

  test('what did the story say as of a version, its position, and its time?', async () => {
    const then = await askStory('?asOf=version:5');
    expect([then.version, then.lead]).toEqual([5, undefined]);
    expect(statusesOf(then.estimates)).toEqual({ 'estimate-3000': 'superseded', 'estimate-10000': 'current' });
    expect(await askStory(`?asOf=${then.position}`)).toEqual(then);
    expect(await askStory(`?asOf=${then.changedAt}`)).toEqual(then);
    expect((await askStory(`?asOf=${then.position - 1}`)).version).toBe(4);
  });

  test('what had been said by the day before the press conference?', async () => {
    const { estimates, claims, statements } = await askStory('?until=2024-10-27');
    expect(statusesOf(estimates)).toEqual({ 'estimate-3000': 'current' });
    expect(idsOf(statements)).toEqual(['zelensky-calls-for-sanctions']);
    expect(claims).toHaveLength(3);
    for (const claim of claims) {
      expect(new Set(Object.values(standsOf(claim)))).toEqual(new Set(['nothing-recorded']));
    }
    const later = await askStory('?until=2024-10-28');
    expect(statusesOf(later.estimates)).toMatchObject({ 'estimate-3000': 'superseded', 'estimate-10000': 'current' });
    expect(standsOf(later.claims.find(({ id }) => id === 'claim-in-kursk'))).toMatchObject({ ukraine: 'confirmed' });
  });

  test('what did we know at version 5, and at version 7, of what had been said by then?', async () => {
    const five = await askStory('?asOf=version:5&until=2024-10-27');
    expect([statusesOf(five.estimates), five.statements, five.claims]).toEqual([
      { 'estimate-3000': 'current' },
      [],
      [],
    ]);
    const seven = await askStory('?asOf=version:7&until=2024-10-27');
    expect(standsOf(seven.claims[0])).toEqual({ russia: 'nothing-recorded', dprk: 'nothing-recorded' });
    const said = await askStory('?asOf=version:7&until=2024-10-28');
    expect(standsOf(said.claims[0])).toMatchObject({ 'us-dod': 'confirmed', dprk: 'nothing-recorded' });
    const metric = await askStory<{ readonly estimates: readonly Fact[] }>(
      '/estimates/dprk-troops-in-russia?asOf=version:5&until=2024-10-27',
    );
    expect(statusesOf(metric.estimates)).toEqual({ 'estimate-3000': 'current' });
  });

  test('how did the figure change over time?', async () => {
    const { chains, estimates } = await askStory<{
      readonly chains: readonly {
        readonly chain: string;
        readonly figures: readonly string[];
        readonly current: string;
      }[];
      readonly estimates: readonly Fact[];
    }>('/estimates/dprk-troops-in-russia');
    const figures = ['estimate-3000', 'estimate-10000'];
    expect(chains).toEqual([{ chain: 'estimate-3000', figures, current: 'estimate-10000' }]);
    expect(idsOf(estimates)).toEqual(figures);
    const advance = await askStory<{ readonly chains: readonly { readonly figures: readonly string[] }[] }>(
      '/estimates/russian-advance',
    );
    // Three months: none of them replaces another.
    expect(advance.chains.map((chain) => chain.figures)).toEqual([
      ['advance-october'],
      ['advance-august'],
      ['advance-september'],
    ]);
  });

  test('who stands where on each claim?', async () => {
    const { claims } = await askStory<{ readonly claims: readonly Fact[] }>('/claims');
    for (const claim of claims) expect((await askStory<Origin>(`/facts/${claim.id}`)).fact).toEqual(claim);
    expect(Object.fromEntries(claims.map((claim) => [claim.id, standsOf(claim)]))).toEqual({
      'claim-in-russia': { russia: 'nothing-recorded', dprk: 'unconfirmed', 'us-dod': 'confirmed' },
      'claim-near-ukraine': {
        russia: 'nothing-recorded',
        dprk: 'nothing-recorded',
        ukraine: 'nothing-recorded',
        'us-dod': 'confirmed',
      },
      'claim-in-kursk': {
        russia: 'nothing-recorded',
        dprk: 'nothing-recorded',
        nato: 'confirmed',
        ukraine: 'confirmed',
      },
    });
  });

  test('what did NATO say, and who else may have?', async () => {
    const said = async (party: string, rest = '') =>
      (await ask<{ readonly statements: readonly Fact[] }>(`parties/${party}/statements${rest}`)).statements;
    const nato = await said('nato');
    const places = nato.map(({ position }) => position);
    expect(places).toEqual(places.toSorted((one, other) => other - one));
    expect(idsOf(nato)).toContain('estimate-losses');
    const sent = nato.find(({ id }) => id === 'rutte-units-sent-to-kursk');
    expect(idsOf(sent?.facts ?? [])).toEqual(['nato-confirms-in-kursk']);
    // "Brussels" may be the EU or NATO.
    expect(idsOf(await said('european-union'))).toEqual(['nato-and-brussels-fear-escalation']);
    expect(idsOf(nato)[0]).toBe('nato-and-brussels-fear-escalation');
    const rutte = await said('mark-rutte');
    expect(idsOf(rutte)).toEqual(idsOf(nato).slice(1));
    expect(new Set(rutte.map((fact) => fact.said?.by?.speaker?.id))).toEqual(new Set(['mark-rutte']));
    expect(await said('nato', '?asOf=13')).toEqual([]);
    expect(await said('nobody')).toEqual([]);
  });

  test('what was corrected, by whom, and how long had it stood?', async () => {
    const list = async (query = '') =>
      (await ask<{ readonly corrections: readonly Mending[] }>(`corrections${query}`)).corrections;
    const [only] = await list();
    if (only === undefined) throw new Error('nothing was corrected');
    const { id, recordedAt, recordedBy, stoodSince, stoodSeconds } = only;
    expect(id).toBe('losses-bound-corrected');
    expect(stoodSeconds).toBeCloseTo((Date.parse(recordedAt) - Date.parse(stoodSince)) / 1000, 2);
    const found = (query: string) => list(query).then(idsOf);
    for (const query of [`since=${recordedAt}`, `to=${recordedAt}`, `recordedBy=${recordedBy}`, 'reason=source']) {
      expect([query, await found(`?${query}`)]).toEqual([query, [id]]);
    }
    for (const query of ['since=2999-01-01T00:00:00Z', `to=${stoodSince}`, 'recordedBy=k_other', 'reason=zebra']) {
      expect([query, await found(`?${query}`)]).toEqual([query, []]);
    }
  });

  test('where does a fact come from, and what was ever known of it?', async () => {
    const { recordedBy, visibleAt, ...told } = await askStory<Origin>('/facts/ukraine-confirms-in-kursk');
    expect([told.kind, idsOf(told.sources)]).toEqual(['position', ['article']]);
    expect(told.fact).toMatchObject({
      said: { by: { channel: 'X', speaker: { id: 'andriy-yermak' } } },
      publishedAt: '2024-10-28T21:00:00Z',
    });
    expect(recordedBy).toMatch(/^k_/);
    expect(Date.parse(visibleAt)).toBeGreaterThanOrEqual(Date.parse(told.fact.recordedAt));
    const { history, fact } = await askStory<Origin>('/facts/estimate-losses');
    const inclusive = { quantity: { lower: { inclusive: true } } };
    expect(history).toMatchObject([{ from: 21, until: 47, doc: { data: inclusive } }, { from: 47 }]);
    expect(fact.data).toMatchObject({ quantity: { lower: { inclusive: false } } });
    const before = await askStory<Origin>('/facts/estimate-losses?asOf=46');
    expect(before.fact.data).toMatchObject(inclusive);
    expect(before.history.map((version) => 'until' in version)).toEqual([false]);
  });
});

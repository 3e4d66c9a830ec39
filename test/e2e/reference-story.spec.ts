import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainFact } from '../parts/plain-fact.js';
import type { ReadFact } from '../parts/plain-fact.js';
import { referenceFacts } from '../parts/reference-facts.js';
import { start } from '../parts/start-newsledger.js';
import type { Run } from '../parts/start-newsledger.js';
import { findPort } from '../parts/start-service.js';
import { until } from '../parts/until.js';

interface Stand {
  readonly party: { readonly id: string };
  readonly stance: string;
}

interface Estimate extends ReadFact {
  readonly status: string;
  readonly revises?: string;
  readonly revisedBy?: string;
}

interface StoryView {
  readonly lead: string;
  readonly keyFacts: readonly string[];
  readonly estimates: readonly Estimate[];
  readonly statements: readonly ReadFact[];
  readonly claims: readonly (ReadFact & { readonly stands: readonly Stand[] })[];
  readonly positions: readonly ReadFact[];
  readonly occurrences: readonly ReadFact[];
  readonly sources: readonly ReadFact[];
  readonly corrections: readonly { readonly fact: string; readonly was: object; readonly now: object }[];
  readonly counts: Readonly<Record<string, number>>;
}

interface RecordedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly publishedAt?: string;
  readonly commit: number;
}

const story = '/v1/stories/north-korean-troops-in-russia';
const publishedAt = '2024-10-28T21:00:00Z';

// The whole way: the sample is sent to the publisher, and read from the views that were made of its events.
describe('the reference story', () => {
  let folder: string;
  let run: Run;
  let events: readonly RecordedEvent[];
  let view: StoryView;
  let facts: ReadonlyMap<string, ReadFact>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newsledger-e2e-'));
    const port = await findPort();
    run = start(folder, port);
    await until('it runs', () => run.out().includes('Running.'), 100_000);
    const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).json();
    ({ events } = (await get(`${story}/events?limit=1000`)) as { events: RecordedEvent[] });
    view = (await get(story)) as StoryView;
    const { estimates, statements, claims, positions, occurrences, sources } = view;
    const all = [...estimates, ...statements, ...claims, ...positions, ...occurrences, ...sources];
    facts = new Map(all.map((fact) => [fact.id, fact]));
  }, 120_000);

  afterAll(async () => {
    run.child.kill('SIGTERM');
    await run.ended;
    await rm(folder, { recursive: true, force: true });
  });

  test('has 31 facts, recorded in several batches, and nothing else but its frame', () => {
    expect(referenceFacts.map(({ number }) => number)).toEqual(Array.from({ length: 31 }, (_, at) => at + 1));
    const ofFacts = new Set(referenceFacts.flatMap(({ records }) => records.map(({ id }) => id)));
    const rest = events.filter(({ id }) => !ofFacts.has(id)).map(({ type, id }) => [type, id]);
    expect(rest).toEqual([
      ['StoryOpened', 'story'],
      ['ClaimRaised', 'claim-in-russia'],
      ['ClaimRaised', 'claim-near-ukraine'],
      ['ClaimRaised', 'claim-in-kursk'],
      ['FactCorrected', 'losses-bound-corrected'],
      ['StorySummarised', 'summary'],
    ]);
    expect(new Set(events.map(({ commit }) => commit)).size).toBe(9);
  });

  test.each(referenceFacts.map((fact) => [fact.number, fact.fact, fact.records] as const))(
    'fact %i is %s: every field is as in the reference, and none is more',
    (_number, _fact, records) => {
      for (const { id, type, says, fields } of records) {
        const read = facts.get(id);
        if (read === undefined) throw new Error(`the view has no ${id}`);
        expect([id, plainFact(read)]).toEqual([id, fields]);
        if (says !== undefined) expect(read.data['proposition'] ?? read.data['what']).toContain(says);
        const event = events.find((one) => one.id === id);
        expect(event).toMatchObject({ type, publishedAt });
        if (id !== 'estimate-losses') expect(event?.data).toEqual(read.data);
      }
    },
  );

  const standsOn = (claim: string) => {
    const stands = view.claims.find(({ id }) => id === claim)?.stands ?? [];
    return Object.fromEntries(stands.map(({ party, stance }) => [party.id, stance]));
  };

  test('keeps three claims apart; a party of which nothing is recorded is shown as exactly that', () => {
    expect(view.claims.map(({ id, data }) => [id, data['implies']])).toEqual([
      ['claim-in-kursk', ['claim-in-russia']],
      ['claim-near-ukraine', undefined],
      ['claim-in-russia', undefined],
    ]);
    const nothing = 'nothing-recorded';
    // Ukraine confirmed the Kursk region, which implies Russia; on Russia it has said nothing.
    expect(standsOn('claim-in-russia')).toEqual({ russia: nothing, dprk: 'unconfirmed', 'us-dod': 'confirmed' });
    expect(standsOn('claim-in-kursk')).toEqual({
      russia: nothing,
      dprk: nothing,
      nato: 'confirmed',
      ukraine: 'confirmed',
    });
    expect(standsOn('claim-near-ukraine')).toEqual({
      russia: nothing,
      dprk: nothing,
      ukraine: nothing,
      'us-dod': 'confirmed',
    });
  });

  test('tells the turning point that would be from the one that is asserted', () => {
    const modality = (id: string) => facts.get(id)?.data['modality'];
    expect(modality('fighting-would-be-turning-point')).toBe('conditional');
    expect(modality('von-der-leyen-turning-point')).toBe('asserted');
  });

  test('has three advances of three periods, none of which revises another or is their sum', () => {
    const advances = view.estimates.filter(({ id }) => id.startsWith('advance-'));
    expect(
      advances.map(({ data, status, revises, revisedBy }) => [data['quantity'], status, revises, revisedBy]),
    ).toEqual([459, 477, 478].map((value) => [{ value, unit: 'km²' }, 'current', undefined, undefined]));
    expect(new Set(advances.map(({ data }) => JSON.stringify(data['period']))).size).toBe(3);
  });

  test('invents no number: an open bound has no value, and a vague word has none', () => {
    expect(facts.get('estimate-losses')?.data['quantity']).toEqual({
      lower: { value: 600_000, inclusive: false },
      unit: 'soldiers',
      wording: 'more than 600,000',
    });
    const vague = view.estimates.map(({ data }) => data['quantity'] as object).filter((one) => 'approx' in one);
    for (const quantity of vague.filter((one) => one.approx === 'vague'))
      expect(Object.keys(quantity).sort()).toEqual(['approx', 'unit', 'wording']);
    expect(vague).toHaveLength(4);
  });

  test('tells a revision, where they knew more, from a correction, where we erred', () => {
    const [revision, first] = ['estimate-10000', 'estimate-3000'].map((id) =>
      view.estimates.find((estimate) => estimate.id === id),
    );
    expect(first).toMatchObject({ status: 'superseded', revisedBy: 'estimate-10000' });
    expect(revision).toMatchObject({ status: 'current', data: { cause: 'new-information' } });
    expect(view.lead).toBe('estimate-10000');
    expect(view.keyFacts).toContain('dprk-leaves-unconfirmed');
    const corrected = view.estimates.find(({ id }) => id === 'estimate-losses');
    expect(corrected).toMatchObject({ status: 'current', corrections: ['losses-bound-corrected'] });
    expect(corrected).not.toHaveProperty('revisedBy');
    expect(view.corrections).toMatchObject([
      {
        fact: 'estimate-losses',
        was: { quantity: { lower: { inclusive: true } } },
        now: { quantity: { lower: { inclusive: false } } },
      },
    ]);
    expect(view.counts).toMatchObject({ corrections: 1, retractions: 0 });
  });
});

import { corrected, issued, opened, raised, stated } from '../parts/events.js';
import { sampleStory, startSampleHouse } from '../parts/sample-house.js';
import type { SampleHouse } from '../parts/sample-house.js';
import { testPostgres } from '../parts/services.js';

interface Change {
  readonly change: string;
  readonly id: string;
  readonly version: number;
  readonly position: number;
  readonly minor?: true;
}

type Page<Name extends string, T> = { readonly [K in Name]: readonly T[] } & { readonly cursor?: string };

let house: SampleHouse;
beforeAll(async () => {
  house = await startSampleHouse(testPostgres());
}, 60_000);
afterAll(() => house.stop());

/** All pages of a list; something is published before each of them. */
async function readPages<T>(path: string, name: string, publishMore: (page: number) => Promise<void>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  let page = 0;
  do {
    const after = cursor === undefined ? '' : `&cursor=${cursor}`;
    const { status, body } = await house.get<Page<string, T>>(`${path}${after}`);
    expect([path, status]).toEqual([path, 200]);
    all.push(...(body[name] ?? []));
    ({ cursor } = body);
    page += 1;
    await publishMore(page);
  } while (cursor !== undefined && page < 50);
  return all;
}

interface Named {
  readonly story: string;
  readonly id?: string;
  readonly position: number;
}

const idsOf = (facts: readonly { readonly id: string }[]) => facts.map(({ id }) => id);

/** One of each kind that a list shows. */
const someOf = (id: string): readonly object[] => [
  stated(`s${id}`),
  issued(`f${id}`),
  raised(`c${id}`),
  { id: `source${id}`, type: 'SourceFiled', data: { title: `Report ${id}` } },
  corrected(`mend${id}`, `s${id}`, { proposition: `Troops ${id}` }),
];

describe('pages of a story that goes on while they are read', () => {
  test.each([
    ['statements', 'statements', 'statements?limit=3'],
    ['figures', 'estimates', 'estimates?limit=3'],
    ['one metric', 'estimates', 'estimates/troops?limit=3'],
    ['claims', 'claims', 'claims?limit=3'],
    ['corrections', 'corrections', 'corrections?limit=3'],
    ['sources', 'sources', 'sources?limit=3'],
    ['the timeline, earliest first', 'timeline', 'timeline?limit=3'],
    ['the timeline, latest first', 'timeline', 'timeline?order=latest&limit=3'],
    ['changes as they are told', 'changes', 'changes?limit=3'],
    ['changes as they were recorded', 'changes', 'changes?order=recorded&limit=3'],
  ])('of %s repeat nothing, and leave nothing out', async (what, name, path) => {
    const story = `pages-${what.replace(/[^a-z]+/g, '-')}`;
    await house.send(story, opened('open'));
    await house.send(story, ...[1, 2, 3, 4, 5, 6, 7].flatMap((number) => someOf(`${number}`)));
    const whole = await house.get<Page<string, { id: string }>>(
      `stories/${story}/${path.replace('limit=3', 'limit=100')}`,
    );
    const paged = await readPages<{ id: string }>(`stories/${story}/${path}`, name, (page) =>
      house.send(story, ...someOf(`m${page}`), corrected(`again${page}`, 's1', { proposition: `Again ${page}` })),
    );
    expect(idsOf(paged)).toEqual(idsOf(whole.body[name] ?? []));
    expect(paged.length).toBeGreaterThan(6);
  });
});

describe('pages of what is asked of all stories, while there is more of it', () => {
  test.each([
    ['corrections', 'corrections?limit=20'],
    ['statements', 'parties/us-dod/statements?limit=20'],
    ['stories', 'stories?order=story&limit=20'],
    ['stories', 'stories?limit=20'],
    ['stories', 'stories?q=story&limit=20'],
    ['events', 'events?limit=60'],
  ])('%s of %s repeat nothing, and leave out nothing that was there', async (name, path) => {
    const nameOf = ({ story, id, position }: Named) => (name === 'stories' ? story : `${story} ${id ?? position}`);
    const before = `all-${path.replace(/[^a-z]+/g, '-')}`;
    for (let number = 1; number <= 12; number += 1) await house.send(`${before}${number}`, opened(), ...someOf('1'));
    const whole = await house.get<Page<string, Named>>(path.replace(/limit=\d+/, 'limit=1000'));
    const paged = await readPages<Named>(path, name, async (page) => {
      if (page < 4) await house.send(`${before}new${page}`, opened(), ...someOf('1'));
    });
    const names = paged.map(nameOf);
    expect(names.length).toBe(new Set(names).size);
    expect(names).toEqual(expect.arrayContaining((whole.body[name] ?? []).map(nameOf)));
  });
});

describe('changes, as a person tells them', () => {
  const told = async (query: string) =>
    (await house.get<Page<'changes', Change>>(`stories/${sampleStory}/changes?${query}`)).body.changes;

  test('begin with what we had wrong, where the reader knew it', async () => {
    const [first] = await told('from=version:40');
    expect([first?.change, first?.id]).toEqual(['corrected', 'losses-bound-corrected']);
  });

  test('tell a correction behind the fact that it mends, where that is as new', async () => {
    const ids = idsOf(await told('from=version:5'));
    expect(ids[ids.indexOf('losses-bound-corrected') - 1]).toBe('estimate-losses');
  });

  test('end with small edits, which are marked', async () => {
    const changes = await told('');
    const small = changes.filter(({ minor }) => minor === true);
    expect(small.length).toBeGreaterThan(0);
    expect(changes.slice(-small.length)).toEqual(small);
    expect(changes.length).toBe(48);
  });

  test('are told in the order of the record on demand', async () => {
    const versions = (await told('order=recorded')).map(({ version }) => version);
    expect(versions).toEqual(Array.from({ length: 48 }, (_, at) => at + 1));
  });
});

test('a story as of the time that a publish was answered holds that publish, at once', async () => {
  await house.send('own', opened('open'));
  for (let turn = 0; turn < 10; turn += 1) {
    const { recordedAt } = await house.publish('own', stated(`own${turn}`));
    const { status, body } = await house.get<Page<'statements', { id: string }>>(
      `stories/own/statements?asOf=${recordedAt}`,
    );
    expect([status, body.statements[0]?.id]).toEqual([200, `own${turn}`]);
  }
});

test.each(['changes?from=version:1&to=', 'changes?to=', 'statements?asOf=', 'changes?limit=1&to='])(
  'what %s tells of a time that may still be added to is told for good at the address that it names',
  async (path) => {
    await house.send('added', opened('open'), stated('one'), stated('two'));
    const open = await house.get<object>(`stories/added/${path}${new Date().toISOString()}`);
    expect([open.status, open.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const address = /<([^>]+)>; rel="canonical"/.exec(open.headers.get('link') ?? '')?.[1] ?? '';
    const settled = await house.get<object>(address.replace('/v1/', ''));
    expect([settled.status, settled.headers.get('cache-control')]).toEqual([200, 'public, max-age=3600']);
    expect(settled.body).toEqual(open.body);
    expect(JSON.stringify(settled.body)).toMatch(/"id":"(open|one)"/);
  },
);

describe('a search', () => {
  interface Found {
    readonly story: string;
    readonly highlights: readonly { readonly kind: string; readonly text: string }[];
  }
  const search = async (q: string) =>
    (await house.get<Page<'stories', Found>>(`stories?q=${encodeURIComponent(q)}`)).body.stories;

  test('finds words in propositions, and shows where', async () => {
    const [found] = await search('language of force');
    expect(found?.story).toBe(sampleStory);
    expect(found?.highlights[0]?.text).toContain('«force»');
  });

  test('keeps to a phrase, leaves out what is not wanted, and finds nothing where there is nothing', async () => {
    expect((await search('"Kursk region"')).length).toBe(1);
    expect(await search('"region Kursk"')).toEqual([]);
    expect(await search('zeppelin')).toEqual([]);
    expect(await search('zeppelin -troops')).toEqual([]);
  });
});

describe('what the parts refuse', () => {
  test.each([
    'stories?q=-troops',
    'stories?q=troops or -meetings',
    'stories?q=-"a phrase"',
    'corrections?reason=-slip',
  ])('%s, because it only leaves out', async (path) => {
    const { status, body } = await house.get<{ readonly errors: readonly { readonly code: string }[] }>(path);
    expect([status, body.errors[0]?.code]).toEqual([400, 'no-word']);
  });

  test.each([
    ['timeline?order=sideways', 400, 'invalid-query'],
    ['timeline?until=nonsense', 400, 'invalid-query'],
    ['timeline?until=2022-02/..', 400, 'invalid-query'],
    ['claims?asOf=2999-01-01T00:00:00Z', 400, 'moment-in-future'],
    ['claims?asOf=0', 404, 'story-unknown'],
    ['claims?asOf=version:9999', 404, 'version-unknown'],
    ['claims?asOf=999999', 503, 'position-not-reached'],
    ['claims?epoch=other', 409, 'epoch-differs'],
    ['claims?cursor=x', 400, 'invalid-query'],
    ['claims?colour=red', 400, 'invalid-query'],
    ['facts/nothing', 404, 'fact-not-found'],
    ['estimates/nothing', 404, 'fact-not-found'],
  ])('%s is %d %s', async (path, status, code) => {
    const answer = await house.get<{ readonly code: string }>(`stories/${sampleStory}/${path}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('a format that there is not is 406', async () => {
    const { status, body } = await house.get<{ readonly code: string }>(`stories/${sampleStory}`, {
      accept: 'image/png',
    });
    expect([status, body.code]).toEqual([406, 'not-acceptable']);
  });
});

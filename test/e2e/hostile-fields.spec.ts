import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '#events';
import { attempts, before, ofStories, types } from '../parts/hostile-attempts.js';
import type { Attempt } from '../parts/hostile-attempts.js';
import { findPort } from '../parts/start-service.js';
import { start } from '../parts/start-newsledger.js';
import type { Run } from '../parts/start-newsledger.js';
import { until } from '../parts/until.js';

const atOnce = 48;

async function forEach<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]();
  const one = async () => {
    for (let next = left.next(); next.done !== true; next = left.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

describe('hostile values in every field of every event', () => {
  let folder: string;
  let run: Run;
  let url: string;
  let key: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newsledger-hostile-'));
    const port = await findPort();
    url = `http://127.0.0.1:${port}`;
    run = start(folder, port);
    await until('it runs', () => run.out().includes('Running.'), 60_000);
    key = (await readFile(join(folder, 'publisher.key'), 'utf8')).trim();
  }, 90_000);

  afterAll(async () => {
    run.child.kill('SIGTERM');
    await run.ended;
    await rm(folder, { recursive: true, force: true });
  });

  // On a machine that is busy the ledger may answer late: what says that it may be sent again is, as clients do it.
  const send = async (story: string, body: string, triesLeft = 3): Promise<Response> => {
    const response = await fetch(`${url}/v1/stories/${story}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body,
    });
    return response.status === 503 && triesLeft > 0 ? send(story, body, triesLeft - 1) : response;
  };

  test('are a 4xx that says where and what, or come back from every read to the byte', async () => {
    expect(attempts.length).toBeGreaterThan(6_000);
    const shared = new Map(attempts.flatMap(({ type, story }) => (ofStories.includes(type) ? [] : [[story, type]])));
    await forEach(shared, async ([story, type]) => {
      expect((await send(story, JSON.stringify({ events: before(type) }))).status).toBe(201);
    });
    const accepted: Attempt[] = [];
    const faults: string[] = [];
    let last = 0;
    await forEach(attempts, async (attempt) => {
      const response = await send(attempt.story, attempt.body);
      const text = await response.text();
      if (response.status === 201) {
        accepted.push(attempt);
        last = Math.max(last, (JSON.parse(text) as { position: number }).position);
      } else if (response.status >= 500 || !isProblem(text)) {
        faults.push(`${attempt.what}: ${response.status} ${text.slice(0, 200)}`);
      }
    });
    expect(faults).toEqual([]);
    // Each type takes some of it, or the values are refused for something else.
    expect([...new Set(accepted.map(({ type }) => type))].sort()).toEqual([...types].sort());
    const byStory = new Map(accepted.map(({ story }) => [story, [] as Attempt[]]));
    for (const attempt of accepted) byStory.get(attempt.story)?.push(attempt);
    await forEach(byStory, async ([story, tried]) => {
      const read = async (path: string) => {
        const response = await fetch(`${url}/v1/stories/${story}${path}`);
        const text = await response.text();
        if (response.status !== 200) faults.push(`${story}: GET ${path} ${response.status} ${text.slice(0, 200)}`);
        return text;
      };
      const text = await read(`/events?minPosition=${last}&limit=1000`);
      const { events } = JSON.parse(text) as { events: readonly { readonly id: string; readonly data: object }[] };
      const kept = new Map(events.map(({ id, data }) => [id, canonicalJson(data)]));
      for (const { what, id, data } of tried) {
        const canonical = canonicalJson(JSON.parse(data));
        if (kept.get(id) !== canonical || !text.includes(`"data":${canonical}`))
          faults.push(`${what}: came back otherwise`);
      }
      for (const path of ['', '/changes?limit=1000', '/replay?limit=1000']) JSON.parse(await read(path));
      for (const part of ['timeline', 'estimates', 'claims', 'corrections']) JSON.parse(await read(`/${part}`));
      for (const suffix of ['csv', 'atom', 'jsonld', 'ninjs']) await read(`.${suffix}`);
    });
    expect(faults).toEqual([]);
    expect((await fetch(`${url}/v1/stories?limit=1000`)).status).toBe(200);
    expect(run.err()).not.toMatch(/"level":[56]0|internal-error/);
  }, 240_000);
});

/** Problem details, with no word of where in the code it happened. */
function isProblem(text: string): boolean {
  const { code, detail } = JSON.parse(text) as { code?: unknown; detail?: unknown };
  return typeof code === 'string' && typeof detail === 'string' && !/\bat .*\.(js|ts):\d+|node_modules/.test(text);
}

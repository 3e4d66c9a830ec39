import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson, eventTypes } from '#events';
import type { EventType } from '#events';
import { bareData, wholeData } from '../../libs/events/src/event-examples.js';
import { findPort } from '../parts/start-service.js';
import { hostileValues, pathsOf, withValueAt } from '../parts/hostile-values.js';
import { start } from '../parts/start-newsledger.js';
import type { Run } from '../parts/start-newsledger.js';
import { until } from '../parts/until.js';

const types = Object.keys(eventTypes) as EventType[];
const atOnce = 48;

interface Attempt {
  readonly type: EventType;
  readonly what: string;
  readonly story: string;
  readonly id: string;
  readonly data: string;
  readonly body: string;
}

/** The facts that the examples name, so that what is refused is refused for the hostile value. */
const told = [
  { id: 'story', type: 'StoryOpened', data: bareData.StoryOpened },
  ...['article', 'transcript'].map((id) => ({ id, type: 'SourceFiled', data: bareData.SourceFiled })),
  { id: 'press-conference', type: 'OccurrenceReported', data: bareData.OccurrenceReported },
  ...['singh-says', 'zelensky-calls', 'dprk-says', 'earlier', 'later'].map((id) => ({
    id,
    type: 'StatementIssued',
    data: bareData.StatementIssued,
  })),
  ...['first', 'second', 'whole', 'october', 'september'].map((id) => ({
    id,
    type: 'EstimateIssued',
    data: { ...bareData.EstimateIssued, metric: (wholeData.EstimateIssued as { metric: object }).metric },
  })),
  ...['in-russia', 'in-kursk'].map((id) => ({ id, type: 'ClaimRaised', data: bareData.ClaimRaised })),
];

/** What must come before an event of the type, in the same publish. */
function before(type: EventType): readonly object[] {
  if (type === 'StoryOpened') return [];
  if (type === 'StoryReopened') return [...told, { id: 'end', type: 'StoryClosed', data: bareData.StoryClosed }];
  return told;
}

const attempts: readonly Attempt[] = types.flatMap((type) =>
  pathsOf(wholeData[type]).flatMap((path, place) =>
    hostileValues.map((value, at): Attempt => {
      const story = `${type.toLowerCase()}-${place}-${at}`;
      const data = withValueAt(wholeData[type], path, value);
      const event = `{"id":"tried","type":"${type}","data":${data}}`;
      const events = [...before(type).map((one) => JSON.stringify(one)), event];
      const what = `${type} ${path.join('/')} ${value.slice(0, 40)}`;
      return { type, what, story, id: 'tried', data, body: `{"events":[${events.join(',')}]}` };
    }),
  ),
);

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

  const send = ({ story, body }: Attempt) =>
    fetch(`${url}/v1/stories/${story}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body,
    });

  test('are a 4xx that says where and what, or come back from every read to the byte', async () => {
    expect(attempts.length).toBeGreaterThan(10_000);
    const accepted: (Attempt & { readonly position: number })[] = [];
    const faults: string[] = [];
    const left = attempts[Symbol.iterator]();
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (const attempt of left) {
          const response = await send(attempt);
          const text = await response.text();
          if (response.status === 201) {
            accepted.push({ ...attempt, position: (JSON.parse(text) as { position: number }).position });
          } else if (response.status >= 500 || !isProblem(text)) {
            faults.push(`${attempt.what}: ${response.status} ${text.slice(0, 200)}`);
          }
        }
      }),
    );
    expect(faults).toEqual([]);
    // Each type takes some of it, or the values are refused for something else.
    expect([...new Set(accepted.map(({ type }) => type))].sort()).toEqual([...types].sort());
    const last = Math.max(...accepted.map(({ position }) => position));
    const answers = accepted[Symbol.iterator]();
    let others = 0;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (const { what, story, data } of answers) {
          const read = async (path: string) => {
            const response = await fetch(`${url}/v1/stories/${story}${path}`);
            const text = await response.text();
            if (response.status !== 200) faults.push(`${what}: GET ${path} ${response.status} ${text.slice(0, 200)}`);
            return text;
          };
          const events = await read(`/events?minPosition=${last}&limit=1000`);
          if (!events.includes(`"data":${canonicalJson(JSON.parse(data))}`))
            faults.push(`${what}: came back otherwise`);
          JSON.parse(await read(''));
          JSON.parse(await read('/changes?limit=1000'));
          // The parts and the files are made of the same rows: one story in twenty says enough of them.
          others += 1;
          if (others % 20 !== 0) continue;
          for (const part of ['timeline', 'estimates', 'claims', 'corrections']) JSON.parse(await read(`/${part}`));
          for (const suffix of ['csv', 'atom', 'jsonld', 'ninjs']) await read(`.${suffix}`);
        }
      }),
    );
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

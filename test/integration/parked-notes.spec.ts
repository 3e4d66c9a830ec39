import type pg from 'pg';
import { ledgerSchema } from '#ledger';
import { openPool, schemaName } from '#postgres';
import { prefix } from '../parts/make-database.js';
import { openStream } from '../parts/open-stream.js';
import { plantEvent } from '../parts/plant-event.js';
import { runCli } from '../parts/run-cli.js';
import { testPostgres } from '../parts/services.js';
import { until } from '../parts/until.js';
import { startWebHouse } from '../parts/web-house.js';
import type { WebHouse } from '../parts/web-house.js';

describe('what is told of a story that is parked', () => {
  let house: WebHouse;
  let ledger: pg.Pool;
  /** The positions from which on they are: of one that is shown in part, and of one that is not at all. */
  let floods = 0;
  let newborn = 0;

  beforeAll(async () => {
    house = await startWebHouse(testPostgres());
    const schema = schemaName(prefix, ledgerSchema);
    ledger = openPool({ url: house.database.owner, schema, applicationName: 'test', max: 1 });
    await house.send('floods', [{ id: 'o', type: 'StoryOpened', data: { title: 'Floods', language: 'en' } }]);
    await house.send('fires', [
      { id: 'o', type: 'StoryOpened', data: { title: 'Fires after floods', language: 'en' } },
    ]);
    floods = await plantEvent(ledger, { story: 'floods', type: 'StoryMerged', data: '{"with":"fires"}' });
    const data = '{"title":"Later","language":"en"}';
    newborn = await plantEvent(ledger, { story: 'newborn', type: 'StoryOpened', schemaVersion: 7, data });
    await until('both are parked', async () => {
      const { headers } = await fetch(`${house.url}/v1/stories/newborn`);
      return headers.get('newsledger-parked') !== null;
    });
  }, 60_000);

  afterAll(async () => {
    await ledger.end();
    await house.stop();
  });

  const get = async (path: string) => {
    const response = await fetch(`${house.url}${path}`);
    return { status: response.status, note: response.headers.get('newsledger-parked'), text: await response.text() };
  };

  test.each([
    ...['', '/changes?from=0', '/replay', '/timeline', '/events', '/estimates', '/claims', '/corrections', '/timemap'],
    ...['?asOf=1', '/timeline?asOf=1'],
  ])('stands beside every answer about it: %s', async (path) => {
    expect(await get(`/v1/stories/floods${path}`)).toMatchObject({ status: 200, note: String(floods) });
  });

  test.each(['/v1/stories', '/v1/stories?order=story', '/v1/stories?q=floods'])('stands in lists: %s', async (path) => {
    const { stories } = JSON.parse((await get(path)).text) as { stories: { story: string; parked?: object }[] };
    expect(stories.map(({ story }) => story).sort()).toEqual(['fires', 'floods']);
    expect(stories.find(({ story }) => story === 'fires')).not.toHaveProperty('parked');
    expect(stories.find(({ story }) => story === 'floods')).toMatchObject({
      parked: { position: floods, event: floods, reason: 'unknown-type' },
    });
  });

  test.each(['floods', 'newborn'])('comes with a copy of it: %s', async (story) => {
    const stream = await openStream(`${house.url}/v1/stream?as=changes&story=${story}&story=fires`);
    await stream.awaitLast(({ event }) => event === 'position');
    stream.close();
    const [parked, whole] = stream.messages.map(({ data }) => JSON.parse(data ?? '{}') as object);
    expect(parked).toMatchObject({ story, parked: { position: story === 'floods' ? floods : newborn } });
    expect(whole).not.toHaveProperty('parked');
  });

  test('says why nothing is shown where its first event cannot be', async () => {
    for (const path of ['/v1/stories/newborn', '/stories/newborn']) {
      const { status, text } = await get(path);
      expect([status, text]).toEqual([404, expect.stringContaining('The record has it, and it cannot be shown yet')]);
    }
  });

  test.each([
    ['story', 'floods'],
    ['story', 'floods', '--part', 'timeline'],
    ['changes', 'floods'],
    ['replay', 'floods', '--json'],
  ])('is told by newsledger %s', async (...words) => {
    const run = await runCli({}, ...words, '--url', house.url);
    expect([run.code, run.err]).toEqual([
      0,
      `The record of this story goes further than what is shown, which ends before position ${floods}; "newsledger parked" tells why.\n`,
    ]);
  });
});

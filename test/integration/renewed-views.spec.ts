import { openPool, schemaName } from '#postgres';
import { buildGeneration, inSlot, logSource, readGenerations, showGeneration, viewsSchema } from '#views';
import type { Slot } from '#views';
import { showThisDefinition } from '../../apps/projector/src/show-this-definition.js';
import { prefix } from '../parts/make-database.js';
import { openStream } from '../parts/open-stream.js';
import { testPostgres } from '../parts/services.js';
import { until } from '../parts/until.js';
import { startWebHouse } from '../parts/web-house.js';
import type { WebHouse } from '../parts/web-house.js';

const schema = schemaName(prefix, viewsSchema);

describe('views that are folded anew', () => {
  let house: WebHouse;
  let pools: Readonly<Record<Slot, ReturnType<typeof openPool>>>;

  beforeAll(async () => {
    house = await startWebHouse(testPostgres());
    const database = { url: house.database.owner, schema, applicationName: 'test' };
    pools = {
      blue: openPool({ ...inSlot(database, 'blue'), max: 3 }),
      green: openPool({ ...inSlot(database, 'green'), max: 3 }),
    };
    await house.send('floods', [{ id: 'o', type: 'StoryOpened', data: { title: 'Floods', language: 'en' } }]);
    await fetch(`${house.url}/v1/stories/floods?minPosition=1`);
  }, 60_000);

  afterAll(async () => {
    await Promise.all([pools.blue.end(), pools.green.end(), house.stop()]);
  });

  const titleOf = async (path: string) =>
    ((await (await fetch(`${house.url}${path}`)).json()) as { title: string }).title;

  test('reach those who keep a copy of a story: their stream ends, and the next one brings it whole', async () => {
    const path = '/v1/stream?as=changes&story=floods';
    const stream = await openStream(`${house.url}${path}`);
    await stream.awaitLast(({ event }) => event === 'position');
    // What the fold of an earlier version said: what readers have of it is not to be built on.
    await pools.blue.query(`update view_row set doc = jsonb_set(doc, '{title}', '"Floods!"') where kind = 'header'`);
    // The reader keeps what it has sent.
    expect(await titleOf('/v1/stories/floods')).toBe('Floods!');
    const built = await buildGeneration(
      { poolOf: (slot) => pools[slot], source: logSource(pools.blue) },
      { onProgress: () => undefined },
    );
    await showGeneration(pools.green, built.number);
    await until('the stream ends', () => stream.ended() === 'in order');
    expect(await titleOf('/v1/stories/floods')).toBe('Floods');
    const again = await openStream(`${house.url}${path}`, { 'last-event-id': stream.lastId() ?? '' });
    await again.awaitLast(({ event }) => event === 'position');
    const [snapshot] = again.messages;
    expect(snapshot?.event).toBe('snapshot');
    expect(JSON.parse(snapshot?.data ?? '{}')).toMatchObject({ story: 'floods', position: 1, version: 1 });
    // Both are fed, and whoever came behind the switch goes on by steps.
    await house.send('floods', [{ id: 't', type: 'StoryRetitled', data: { title: 'Floods in May' } }]);
    await again.awaitLast(({ event, id }) => event === 'change' && id === '2');
    again.close();
    // What was told just behind the switch may be of a reader that had not heard of it.
    const early = await openStream(`${house.url}${path}`, { 'last-event-id': '2' });
    await early.awaitLast(({ event }) => event === 'position');
    expect(early.messages[0]?.event).toBe('snapshot');
    early.close();
    await pools.blue.query(`update shown set since = since - interval '1 minute'`);
    const later = await openStream(`${house.url}${path}`, { 'last-event-id': '2' });
    await house.send('floods', [{ id: 'u', type: 'StoryRetitled', data: { title: 'Floods in June' } }]);
    await later.awaitLast(({ event, id }) => event === 'change' && id === '3');
    expect(later.messages.some(({ event }) => event === 'snapshot')).toBe(false);
    later.close();
    for (const slot of ['blue', 'green'] as const) {
      const { rows } = await pools[slot].query<{ title: string }>(
        `select doc ->> 'title' as title from view_row where kind = 'header' and upper_inf(known)`,
      );
      expect(rows).toEqual([{ title: 'Floods in June' }]);
    }
  }, 30_000);

  test('are what a copy begins with that is asked for while one of the views before is still read', async () => {
    const path = '/v1/stream?as=changes&story=floods';
    const generations = await readGenerations(pools.blue);
    const [shown, kept] = [generations.find(({ isShown }) => isShown), generations.find(({ isShown }) => !isShown)];
    const reading = await pools.blue.connect();
    try {
      await reading.query(`begin; lock table ${schema}_${shown?.slot}.view_row in access exclusive mode`);
      const before = await openStream(`${house.url}${path}`);
      await showGeneration(pools.blue, kept?.number ?? 0);
      await until('the stream ends', () => before.ended() === 'in order');
      const after = await openStream(`${house.url}${path}`);
      await after.awaitLast(({ event }) => event === 'position');
      expect(after.messages[0]?.event).toBe('snapshot');
      after.close();
    } finally {
      await reading.query('rollback');
      reading.release();
    }
    await showGeneration(pools.blue, shown?.number ?? 0);
  }, 30_000);

  test('are made and shown by a release that folds events into more', async () => {
    await house.stop();
    // Nobody reads them any more: there is nobody to be waited for.
    await pools.blue.query(
      `update generation set left_at = null;
       create function left_long_ago() returns trigger language plpgsql as $$
       begin new.left_at := new.left_at - interval '1 hour'; return new; end $$;
       create trigger left_long_ago before update of left_at on generation for each row execute function left_long_ago()`,
    );
    const database = { url: house.database.owner, schema, applicationName: 'test' };
    const phases = new Set<string>();
    const did = await showThisDefinition({
      database,
      definition: 2,
      signal: new AbortController().signal,
      onProgress: ({ phase }) => phases.add(phase),
    });
    expect(did).toBe(true);
    expect([...phases]).toEqual(['filling', 'indexing', 'catching up']);
    expect((await readGenerations(pools.blue)).map(({ definition, isShown }) => [definition, isShown])).toEqual([
      [2, true],
    ]);
    await expect(
      showThisDefinition({
        database,
        definition: 1,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      }),
    ).rejects.toThrow(/start the newer version/);
  }, 60_000);
});

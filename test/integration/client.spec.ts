import { Newsledger } from '#client';
import type { EventToPublish } from '#client';
import { testPostgres } from '../parts/services.js';
import { until } from '../parts/until.js';
import { startWebHouse } from '../parts/web-house.js';
import type { WebHouse } from '../parts/web-house.js';

const opened: EventToPublish = { type: 'StoryOpened', id: 'open', data: { title: 'One', language: 'en' } };
const retitled = (title: string): EventToPublish => ({ type: 'StoryRetitled', data: { title } });

describe('the client and Newsledger itself', () => {
  let house: WebHouse;
  let client: Newsledger;

  beforeAll(async () => {
    house = await startWebHouse(testPostgres());
    client = new Newsledger({ url: house.url, key: house.database.key });
  }, 60_000);

  afterAll(() => house.stop());

  const publish = async (story: string, ...events: EventToPublish[]) => {
    const { position } = await client.publish(story, events);
    return position ?? 0;
  };

  test('a publish that is sent again is recorded once, and a refusal says what it is', async () => {
    const options = { expectedVersion: 0, idempotencyKey: 'once' };
    const first = await client.publish('one', [opened], options);
    expect(await client.publish('one', [opened], options)).toEqual(first);
    await expect(client.publish('one', [retitled('Two')], { expectedVersion: 7 })).rejects.toMatchObject({
      code: 'wrong-version',
      problem: { currentVersion: 1 },
    });
    await expect(client.publish('one', [{ ...opened, id: 'a b' }])).rejects.toMatchObject({
      code: 'invalid-events',
      errors: [{ pointer: '/events/0/id' }],
    });
  });

  test('what is published is read, now and as of then, in all its pages', async () => {
    const titles = ['A', 'B', 'C', 'D'];
    const minPosition = await publish('read', opened, ...titles.map(retitled));
    const story = client.story('read');
    expect(await story.read({ minPosition })).toMatchObject({ title: 'D', version: 5 });
    expect(await story.read({ asOf: 'version:3' })).toMatchObject({ title: 'B', version: 3 });
    const ids = [];
    for await (const { version } of story.record({ limit: 2 })) ids.push(version);
    expect(ids).toEqual([1, 2, 3, 4, 5]);
    const sentences = [];
    for await (const { sentence } of story.compare({ limit: 2, order: 'recorded' })) sentences.push(sentence);
    expect(sentences).toHaveLength(5);
    const found = [];
    for await (const { story: id } of client.stories({ limit: 1 })) found.push(id);
    expect(found).toEqual(expect.arrayContaining(['read', 'one']));
    for (const part of [story.timeline(), story.estimates(), story.claims(), story.statements(), story.corrections()]) {
      expect((await part.next()).done).toBe(true);
    }
  });

  test('what comes is followed as events, as changes and as rows', async () => {
    const minPosition = await publish('followed', opened);
    await client.story('followed').read({ minPosition });
    const told: string[] = [];
    const titles: unknown[] = [];
    const following = (async () => {
      for await (const { version, rows } of client.story('followed').rows()) {
        titles.push(rows.get('header *')?.doc['title']);
        if (version === 3) return;
      }
    })();
    await until('the copy has begun', () => titles.length === 1);
    await publish('aside', opened);
    await publish('followed', retitled('Two'), retitled('Three'));
    await following;
    for await (const { type, version } of client.events({ after: 0, stories: ['followed'] })) {
      told.push(type);
      if (version === 3) break;
    }
    for await (const { change, version } of client.story('followed').changes({ after: minPosition })) {
      told.push(change.sentence);
      if (version === 3) break;
    }
    expect(titles).toEqual(['One', 'Two', 'Three']);
    expect(told).toEqual([
      'newsledger.StoryOpened.v1',
      'newsledger.StoryRetitled.v1',
      'newsledger.StoryRetitled.v1',
      expect.stringContaining('Two'),
      expect.stringContaining('Three'),
    ]);
  });
});

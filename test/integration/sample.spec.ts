import { publishSample, readSample } from '#apps/cli';
import type { Sample } from '#apps/cli';
import { makeDatabase } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { corrected } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';

describe('publishing the sample story', () => {
  let database: TestDatabase;
  let publisher: RunningService;
  let sample: Sample;
  let size: number;

  beforeAll(async () => {
    database = await makeDatabase(testPostgres());
    publisher = await startService('publisher', { DATABASE_URL: database.urlOf('publisher') });
    sample = await readSample();
    size = sample.batches.flat().length;
  }, 60_000);

  afterAll(() => publisher.kill('SIGTERM'));

  const load = (story: string, batches = sample.batches) =>
    publishSample(publisher.url, database.key, { story, batches });

  const send = (story: string, events: readonly object[]) =>
    publish({ url: publisher.url, key: database.key, story, events });

  /** The version that the story is at: that of its next event, less one. */
  const versionOf = async (story: string) => {
    const { status, body } = await send(story, [corrected(`at-${Date.now()}`, 'article', { publisher: 'A paper' })]);
    expect([status, body.detail]).toEqual([201, undefined]);
    return body.version - 1;
  };

  test('goes on after any batch at which it was interrupted, and loads nothing twice', async () => {
    for (const done of sample.batches.keys()) {
      const story = `interrupted-${done}`;
      if (done > 0) expect(await load(story, sample.batches.slice(0, done))).not.toHaveProperty('refusal');
      const whole = await load(story);
      expect(whole).not.toHaveProperty('refusal');
      expect(await load(story)).toEqual(whole);
      expect([done, await versionOf(story)]).toEqual([done, size]);
    }
  });

  test('completes a story that was added to meanwhile', async () => {
    await load('added-to', sample.batches.slice(0, 2));
    await send('added-to', [corrected('mine', 'article', { publisher: 'A paper' })]);
    expect(await load('added-to')).not.toHaveProperty('refusal');
    expect(await load('added-to')).not.toHaveProperty('refusal');
  });

  test('stops where the story is another one, says why in one line, and changes nothing', async () => {
    const [first = [], ...others] = sample.batches;
    const older = [first.with(0, { ...first[0], data: { title: 'An older sample', language: 'en' } }), ...others];
    await load('older', older);
    const { refusal } = await load('older');
    expect(refusal).toMatch(/^\S[^\n]+$/);
    expect(await versionOf('older')).toBe(size);
    await load('closed', sample.batches.slice(0, 3));
    await send('closed', [{ id: 'closing', type: 'StoryClosed', data: { reason: 'Enough' } }]);
    expect((await load('closed')).refusal).toMatch(/closed/);
    expect((await load('closed')).position).toBeGreaterThan(0);
  });
});

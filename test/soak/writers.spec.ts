import { canonicalJson, eventId, validateEvent } from '#events';
import type { NewEvent } from '#events';
import { published } from '../../libs/story/src/story-examples.js';
import { opened } from '../parts/events.js';
import { randomFrom } from './random.js';
import { batchOf } from './writers.js';

test('what the writers publish is accepted, and is of every type', () => {
  const random = randomFrom(7);
  const sent = [opened('open'), ...Array.from({ length: 200 }, (_, turn) => batchOf(`w0-${turn}`, random)).flat()];
  const events = sent.map((one): NewEvent => {
    const validated = validateEvent(one);
    if (!validated.valid) throw new Error(JSON.stringify(validated.errors));
    const { fact, id = '', schemaVersion, data } = validated.event;
    return { ...fact, id: eventId(id), schemaVersion, bytes: canonicalJson(data) };
  });
  expect(published(events).refusals).toEqual([]);
  // All but the filing of a source, which nothing can break that the others do not.
  expect(new Set(events.map(({ type }) => type)).size).toBe(16);
});

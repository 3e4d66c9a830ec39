import { randomBytes } from 'node:crypto';
import { canonicalJson, eventId, position, storyId, version } from '#events';
import type { StoredEvent } from '#events';

/** Events of two stories as they stand in a ledger, in publishes of these sizes, with and without all that may be absent. */
export function storedEvents(sizes: readonly number[]): StoredEvent[] {
  const versions = new Map<string, number>();
  const events: StoredEvent[] = [];
  for (const [publish, size] of sizes.entries()) {
    const first = events.length + 1;
    const story = `story-${publish % 2}`;
    for (let at = 0; at < size; at += 1) {
      const next = (versions.get(story) ?? 0) + 1;
      versions.set(story, next);
      const data = next === 1 ? { title: 'Größe "1"\u2028', language: 'en' } : { title: `Title ${first + at}` };
      events.push({
        position: position(first + at),
        story: storyId(story),
        version: version(next),
        id: eventId(`e${first + at}`),
        commit: position(first + size - 1),
        type: next === 1 ? 'StoryOpened' : 'StoryRetitled',
        schemaVersion: 1,
        recordedAt: `2024-10-28T21:05:00.${String(first).padStart(6, '0')}Z`,
        recordedBy: `key-${publish}`,
        ...(publish % 3 === 0 ? { publishedAt: '2024-10-01T00:00:00+02:00', actor: 'user:7' } : {}),
        ...(publish % 2 === 0 ? { correlationId: `c-${publish}`, causationId: 'caused' } : {}),
        data: canonicalJson(data),
        salt: randomBytes(16).toString('hex'),
      });
    }
  }
  return events;
}

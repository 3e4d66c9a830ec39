import { canonicalJson, eventId, position, storyId, validateEvent, version } from '#events';
import type { StoredEvent } from '#events';
import { MixedStory } from '../project/mixed-story.js';
import type { SentFact } from '../project/mixed-story.js';
import type { ReadyEstimates } from '../stage/ready-estimates.js';

const began = Date.parse('2024-10-28T00:00:00Z');

export const storyAt = (number: number): string => `story-${number}`;

/** The record of many stories that are told side by side, commit after commit, as the views get it: whole commits. */
export function* toldStories(
  estimates: ReadyEstimates,
  stories: number,
  eventsOfStory: number,
): Generator<readonly StoredEvent[]> {
  const told = Array.from({ length: stories }, (_, number) => ({
    story: storyAt(number),
    mixed: new MixedStory(estimates, number),
    events: 0,
  }));
  let last = 0;
  for (let open = told; open.length > 0; open = open.filter(({ events }) => events < eventsOfStory)) {
    for (const one of open) {
      const facts = one.mixed.nextCommit().slice(0, eventsOfStory - one.events);
      const commit = last + facts.length;
      yield facts.map((fact, at) => record(fact, one.story, one.events + at + 1, last + at + 1, commit));
      one.events += facts.length;
      last = commit;
    }
  }
}

function record(
  { id, type, data }: SentFact,
  story: string,
  versionOf: number,
  at: number,
  commit: number,
): StoredEvent {
  const validated = validateEvent({ type, data });
  if (!validated.valid) throw new Error(`${type} is not valid: ${JSON.stringify(validated.errors)}`);
  return {
    position: position(at),
    commit: position(commit),
    story: storyId(story),
    version: version(versionOf),
    id: eventId(id),
    type,
    schemaVersion: validated.event.schemaVersion,
    recordedAt: new Date(began + at * 1_000).toISOString().replace('Z', '000Z'),
    recordedBy: 'k_bench',
    data: canonicalJson(validated.event.data),
    salt: '0'.repeat(32),
  };
}

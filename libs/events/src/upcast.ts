import type { EventType } from './current-versions.js';
import type { StoryLinked } from './facts/story-linked.js';
import type { StoryLinkedV1 } from './facts/story-linked-v1.js';

/** How the data of each older schema version reads as the next one, the first one first. */
const upcasts: { readonly [T in EventType]?: readonly ((data: unknown) => unknown)[] } = {
  StoryLinked: [(data) => upcastStoryLinked(data as StoryLinkedV1)],
};

function upcastStoryLinked({ to, relation }: StoryLinkedV1): StoryLinked {
  return { to, relation: relation === 'follows' ? 'continues' : relation };
}

/** The data as the current version has it. */
export function upcast(type: EventType, schemaVersion: number, data: unknown): unknown {
  return (upcasts[type] ?? []).slice(schemaVersion - 1).reduce((older, next) => next(older), data);
}

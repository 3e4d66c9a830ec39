import type { StoryLinked } from './facts/story-linked.js';
import { StoryLinkedV1 } from './facts/story-linked-v1.js';
import type { EventType } from './event-types.js';
import type { ClassOf } from './validation/field.js';

/** A schema version that is not current any more: what it took, and how its data reads as the next version. */
interface OlderVersion {
  readonly data: ClassOf;
  readonly upcast: (data: unknown) => unknown;
}

/** Every older schema version of an event type, the first one first. Accepted as sent, stored as sent, upcast on read. */
export const olderVersions: { readonly [T in EventType]?: readonly OlderVersion[] } = {
  StoryLinked: [{ data: StoryLinkedV1, upcast: (data) => upcastStoryLinked(data as StoryLinkedV1) }],
};

function upcastStoryLinked({ to, relation }: StoryLinkedV1): StoryLinked {
  return { to, relation: relation === 'follows' ? 'continues' : relation };
}

/** The data as the current version has it. */
export function upcast(type: EventType, schemaVersion: number, data: unknown): unknown {
  return (olderVersions[type] ?? []).slice(schemaVersion - 1).reduce((older, { upcast: next }) => next(older), data);
}

import type { EventType } from './current-versions.js';
import { StoryLinkedV1 } from './facts/story-linked-v1.js';
import type { ClassOf } from './validation/field.js';

/** What the data of every older schema version of an event type is, the first one first. Accepted as sent, stored as sent, upcast on read. */
export const olderClasses: { readonly [T in EventType]?: readonly ClassOf[] } = { StoryLinked: [StoryLinkedV1] };

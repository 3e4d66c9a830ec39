import { RefusalError } from '#errors';
import { isSlug, storyId } from '#events';
import type { StoryId } from '#events';

const detail = 'must be a slug: a-z, 0-9 and "-", 1 to 100 characters, no "-" first';

/** The story that an address names. Throws a refusal. */
export function readStoryId(story: string): StoryId {
  if (isSlug(story)) return storyId(story);
  const errors = [{ pointer: 'story', code: 'slug', detail }];
  throw new RefusalError({ code: 'invalid-story-id', detail: `A story id ${detail}.`, errors });
}

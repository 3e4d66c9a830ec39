import { accepted, refused } from '#errors';
import type { Refusal, Result } from '#errors';
import { isSlug, storyId, validateEvent } from '#events';
import type { Json, NewEvent, StoryId } from '#events';
import { invalid, newEvents } from './read-publish-body.js';
import { readSentJson, withProblems } from '#runtime';

export interface EventLine {
  readonly story: StoryId;
  readonly event: NewEvent;
}

const mayBeNull = (path: readonly (string | number)[]) => path.length > 2 && path[0] === 'data' && path[1] === 'patch';

/**
 * Reads one line of a bulk file, an event as it is published with its `story` beside it, as strictly as a publish. An
 * event without an id gets the one that `idOf` makes.
 */
export function readEventLine(line: Uint8Array, idOf: () => string): Result<EventLine> {
  const read = readSentJson(line, 'line', mayBeNull);
  if (!read.ok) return read;
  const { value, problems } = read.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return invalid([{ pointer: '', code: 'object', detail: 'must be an object: {"story": …, "type": …, "data": …}' }]);
  }
  const { story, ...sent } = value;
  const validated = validateEvent(sent);
  const unfit = [...storyErrors(story), ...(validated.valid ? [] : validated.errors)];
  const errors = withProblems(problems, unfit);
  if (errors.length > 0 || !validated.valid) return invalid(errors);
  const events = newEvents([validated.event], idOf);
  if (!events.ok) return events;
  const [event] = events.value;
  return event === undefined ? refused(nothing) : accepted({ story: storyId(story as string), event });
}

const nothing: Refusal = { code: 'invalid-events', detail: 'The line holds no event.' };

function storyErrors(story: Json | undefined) {
  if (isSlug(story)) return [];
  return [{ pointer: '/story', code: 'slug', detail: 'must be the id of the story: a-z, 0-9 and "-", at most 100' }];
}

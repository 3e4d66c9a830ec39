import type { StoryVersion } from '#views';
import { httpDate, link, linkFormat, mementoPath, storyPath, timeMapPath } from './memento-links.js';

const pageLength = 1_000;
/** As many as there are versions that can be asked for. */
export const mostPages = 1_000_000;

const firstOf = (page: number) => (page - 1) * pageLength + 1;

/** What must be known of a story to write a page: its mementos, and the ends of the pages beside it. */
export function versionsFor(page: number): readonly number[] {
  const mementos = Array.from({ length: pageLength }, (_, index) => firstOf(page) + index);
  return [firstOf(page - 1), firstOf(page) - 1, ...mementos, firstOf(page + 1), firstOf(page + 2) - 1];
}

/**
 * One page of the states of a story (RFC 7089, 5), in application/link-format; undefined where the story ends before.
 * The addresses are whole: a list is kept apart from where it was found.
 */
export function writeTimeMap(
  base: string,
  story: string,
  page: number,
  versions: readonly StoryVersion[],
): string | undefined {
  const last = versions.at(-1)?.version ?? 0;
  const datetimes = new Map(versions.map(({ version, recordedAt }) => [version, httpDate(recordedAt)]));
  const datetime = (version: number) => datetimes.get(version) ?? '';
  const pageLink = (number: number, rel: string) =>
    link(`${base}${timeMapPath(story, number)}`, {
      rel,
      type: linkFormat,
      from: datetime(firstOf(number)),
      until: datetime(Math.min(firstOf(number + 1) - 1, last)),
    });
  if (firstOf(page) > last) return undefined;
  const mementos = versions
    .filter(({ version }) => version >= firstOf(page) && version < firstOf(page + 1))
    .map(({ version }) => {
      const ends = [version === 1 ? 'first' : '', version === last ? 'last' : ''].filter((end) => end !== '');
      const rel = [...ends, 'memento'].join(' ');
      return link(`${base}${mementoPath(story, version)}`, { rel, datetime: datetime(version) });
    });
  return [
    link(`${base}${storyPath(story)}`, { rel: 'original timegate' }),
    pageLink(page, 'self'),
    ...(page > 1 ? [pageLink(page - 1, 'timemap')] : []),
    ...(firstOf(page + 1) <= last ? [pageLink(page + 1, 'timemap')] : []),
    ...mementos,
  ].join(',\n');
}

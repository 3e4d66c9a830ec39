import type { StoryVersion } from '#views';

export const linkFormat = 'application/link-format';

export const storyPath = (story: string) => `/v1/stories/${story}`;
/** By its version, and not by a time: what it answers is settled. */
export const mementoPath = (story: string, version: number) => `${storyPath(story)}?asOf=version:${version}`;
export const timeMapPath = (story: string, page = 1) =>
  `${storyPath(story)}/timemap${page === 1 ? '' : `?page=${page}`}`;

/** As HTTP writes time, to the second. */
export const httpDate = (time: string) => new Date(time).toUTCString();

/** A link of RFC 8288, which RFC 6690 writes alike. No value has a quote in it. */
export function link(target: string, attributes: Readonly<Record<string, string>>): string {
  return [`<${target}>`, ...Object.entries(attributes).map(([name, value]) => `${name}="${value}"`)].join('; ');
}

/** From a story to where its states are found. */
export function linksOfStory(story: string): readonly string[] {
  return [
    link(storyPath(story), { rel: 'original timegate' }),
    link(timeMapPath(story), { rel: 'timemap', type: linkFormat }),
  ];
}

/** From one state of a story to those beside it, as far as they are among the versions, whose last is the story's. */
export function linksOfMemento(story: string, current: number, versions: readonly StoryVersion[]): readonly string[] {
  const last = versions.at(-1)?.version ?? current;
  const relations = ({ version }: StoryVersion) =>
    [
      version === 1 ? 'first' : '',
      version === current - 1 ? 'prev' : '',
      version === current + 1 ? 'next' : '',
      version === last ? 'last' : '',
    ].filter((relation) => relation !== '');
  const mementos = versions
    .filter((one) => relations(one).length > 0)
    .map((one) =>
      link(mementoPath(story, one.version), {
        rel: [...relations(one), 'memento'].join(' '),
        datetime: httpDate(one.recordedAt),
      }),
    );
  return [...linksOfStory(story), ...mementos];
}

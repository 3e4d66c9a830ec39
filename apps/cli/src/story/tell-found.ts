import type { FoundStory } from '#views';
import { wrap } from '../wrap.js';
import { tellEntry } from './tell-timeline.js';
import type { ToldEntry } from './told-fact.js';
import { tellTime, tellWhen } from '#views';

/** The stories that hold the words, and where they do. */
export function tellFound(stories: readonly FoundStory[]): string[] {
  return stories.flatMap(({ title, story, status, version, changedAt, highlights }) => [
    ...wrap(`${title} (${story}, ${status}, version ${version}, ${tellTime(changedAt)})`, 0, 2),
    ...highlights.flatMap(({ text, id }) => wrap(`${text}${id === undefined ? '' : ` [${id}]`}`, 2, 4)),
    '',
  ]);
}

export type SaidInStory = ToldEntry & { readonly story: string; readonly title: string };

/** What a party said, in all stories, the latest recorded first. */
export function tellSaid(statements: readonly SaidInStory[]): string[] {
  let heading = '';
  return statements.flatMap((statement) => {
    const { story, title, said } = statement;
    const lines = story === heading ? [] : [...(heading === '' ? [] : ['']), `${title} (${story})`];
    heading = story;
    return [
      ...lines,
      `  ${tellWhen(said.when) ?? 'When is not known'}`,
      ...tellEntry(statement, (claim) => `is called ${claim}`),
    ];
  });
}

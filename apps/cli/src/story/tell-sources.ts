import { tellWhen } from '#views';
import { wrap } from '../wrap.js';
import { marksOf } from './fact-words.js';
import type { Source } from './told-fact.js';

/** Where the story comes from: what was published, by whom and when, as far as known. */
export function tellSources(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const { title, publisher, published, url } = source.data;
    const about = [
      publisher === undefined ? 'publisher unknown' : `published by ${publisher}`,
      ...(published === undefined ? [] : [tellWhen(published) ?? 'when is not known']),
      ...(url === undefined ? [] : [url]),
    ];
    return wrap(`“${title}”, ${about.join(', ')}${marksOf(source)} [${source.id}]`, 2, 4);
  });
}

import type { StoryPage } from '../model.js';
import type { Telling } from '../telling.js';

/** What search engines want to know of a story, in schema.org's words; the whole of it is at its `.jsonld` address. */
export function jsonLdOf({ document, comparison }: StoryPage, address: string, { words }: Telling): string {
  const { title, summary, language, openedAt, changedAt, version } = document;
  const keeper = { '@type': 'Organization', name: words.siteName };
  return JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'LiveBlogPosting',
    '@id': address,
    url: address,
    headline: title,
    description: summary,
    inLanguage: language,
    version,
    datePublished: openedAt,
    dateModified: changedAt,
    coverageStartTime: openedAt,
    author: keeper,
    publisher: keeper,
    liveBlogUpdate: comparison.changes.map(({ id, sentence, recordedAt }) => ({
      '@type': 'BlogPosting',
      '@id': `${address}#${id}`,
      headline: sentence.slice(0, 110),
      articleBody: sentence,
      datePublished: recordedAt,
    })),
  });
}

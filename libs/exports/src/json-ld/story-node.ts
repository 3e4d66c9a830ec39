import type { BlogPosting, CorrectionComment, LiveBlogPosting, Organization } from 'schema-dts';
import { optional } from '#views';
import { factAddress, factPage, storyName, storyPage } from '../addresses.js';
import { lastChangeOf } from '../last-change.js';
import { correctionsOf, standing } from '../story-index.js';
import type { StoryIndex } from '../story-index.js';
import type { StoryView, ViewFact } from '../story-view.js';
import { tellCorrection, tellFact, tellRetraction, titleOf } from '../tell-fact.js';

const keeper = ({ ledger, publicUrl }: StoryView): Organization => ({
  '@type': 'Organization',
  name: `Newsledger (${ledger})`,
  url: publicUrl,
});

/** The story as a live blog: an update for each fact that stands, the latest record first. */
export function storyNode(index: StoryIndex): LiveBlogPosting {
  const { view } = index;
  const { title, language, summary, openedAt } = view.header;
  const updates = [...standing(view)].sort((one, other) => other.doc.position - one.doc.position);
  return {
    '@type': 'LiveBlogPosting',
    '@id': storyPage(view),
    url: storyPage(view),
    identifier: storyName(view),
    headline: title,
    ...optional({ description: summary }),
    inLanguage: language,
    version: view.version,
    datePublished: openedAt,
    dateModified: view.changedAt,
    coverageStartTime: openedAt,
    author: keeper(view),
    publisher: keeper(view),
    correction: [...looseCorrections(index), ...retractionNotes(view)],
    liveBlogUpdate: updates.map((fact) => updateNode(fact, index)),
  };
}

function updateNode(fact: ViewFact, index: StoryIndex): BlogPosting {
  const { view } = index;
  const correction = correctionsOf(index, fact.key).map((row) => comment(tellCorrection(row, index), row.recordedAt));
  return {
    '@type': 'BlogPosting',
    '@id': factPage(view, fact.key),
    url: factPage(view, fact.key),
    headline: titleOf(fact, index),
    articleBody: tellFact(fact, index),
    datePublished: fact.doc.recordedAt,
    dateModified: lastChangeOf(fact, index).recordedAt,
    mainEntity: { '@id': factAddress(view, fact.key) },
    ...(correction.length === 0 ? {} : { correction }),
  };
}

const comment = (text: string, datePublished: string): CorrectionComment => ({
  '@type': 'CorrectionComment',
  text,
  datePublished,
});

// Of what has no update of its own, such as the title.
const looseCorrections = (index: StoryIndex) =>
  index.view.corrections
    .filter(({ fact }) => !index.facts.has(fact))
    .map((row) => comment(tellCorrection(row, index), row.recordedAt));

const retractionNotes = ({ retractions }: StoryView) =>
  retractions.map((row) => comment(tellRetraction(row), row.recordedAt));

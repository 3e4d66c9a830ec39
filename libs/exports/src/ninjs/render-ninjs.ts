import { optional } from '#views';
import { storyAddress, storyName, storyPage } from '../addresses.js';
import { indexOf, standing } from '../story-index.js';
import type { StoryIndex } from '../story-index.js';
import type { StoryView, ViewFact } from '../story-view.js';
import { tellCorrection, tellFact, tellRetraction } from '../tell-fact.js';
import { agentsOf } from './agents.js';
import { canceledItem, factItem } from './fact-item.js';
import { plainText, standard } from './news-item.js';
import type { NewsItem } from './news-item.js';

/** IPTC ninjs 3.1: the story as one item, each fact an associated item, with the notes that editors look for. */
export function renderNinjs(view: StoryView): string {
  const index = indexOf(view);
  const { title, language, summary, openedAt } = view.header;
  const facts = standing(view);
  const item: NewsItem = {
    standard,
    uri: storyName(view),
    type: 'composite',
    version: String(view.version),
    firstCreated: openedAt,
    versionCreated: view.changedAt,
    pubStatus: 'usable',
    language,
    title,
    headlines: [{ value: title }],
    ...optional({
      descriptions: summary === undefined ? undefined : [plainText('summary', summary)],
      edNote: noteOf(index),
    }),
    bodies: [plainText('main', facts.map((fact) => tellFact(fact, index)).join('\n\n'))],
    ...agentsOf(facts),
    ...optional({ infoSources: sourcesOf(facts) }),
    altIds: [
      { role: 'newsledger-story', value: view.story },
      { role: 'newsledger-position', value: String(view.position) },
      { role: 'newsledger-epoch', value: view.epoch },
    ],
    renditions: [
      { name: 'page', href: storyPage(view), contentType: 'text/html' },
      { name: 'record', href: storyAddress(view), contentType: 'application/json' },
    ],
    associations: view.facts.map((fact) => associated(fact, index)),
  };
  return JSON.stringify(item);
}

function associated(fact: ViewFact, index: StoryIndex) {
  const retraction = index.retractions.get(fact.key);
  return retraction === undefined ? factItem(fact, index) : canceledItem(fact, retraction, index);
}

function sourcesOf(facts: readonly ViewFact[]) {
  const publishers = facts.flatMap(({ kind, doc }) => (kind === 'source' ? (doc.data.publisher ?? []) : []));
  return publishers.length === 0 ? undefined : [...new Set(publishers)].map((name) => ({ name, role: 'publisher' }));
}

/** What was corrected and what was taken back, in the order in which it was. */
function noteOf(index: StoryIndex): string | undefined {
  const { corrections, retractions } = index.view;
  const notes = [
    ...corrections.map((row) => ({ at: row.position, note: `CORRECTION: ${tellCorrection(row, index)}` })),
    ...retractions.map((row) => ({ at: row.position, note: `KILL: ${tellRetraction(row)}` })),
  ].sort((one, other) => one.at - other.at);
  return notes.length === 0 ? undefined : notes.map(({ note }) => note).join('\n');
}

import type { RetractionRow } from '#views';
import { optional, tellSource } from '#views';
import { factAddress, factName, factPage } from '../addresses.js';
import { lastChangeOf } from '../last-change.js';
import { correctionsOf } from '../story-index.js';
import type { StoryIndex } from '../story-index.js';
import type { ViewFact } from '../story-view.js';
import { tellCorrection, tellFact, tellRetraction, titleOf } from '../tell-fact.js';
import { agentsOf } from './agents.js';
import { plainText } from './news-item.js';
import type { NewsItem } from './news-item.js';

type FactItem = NewsItem & { readonly name: string; readonly rel: string };

const altIds = (id: string) => [{ role: 'newsledger-fact', value: id }];

/** A fact as an item of its own beside the story's. */
export function factItem(fact: ViewFact, index: StoryIndex): FactItem {
  const { view } = index;
  const { kind, key, doc, said } = fact;
  const title = titleOf(fact, index);
  const corrections = correctionsOf(index, key).map((row) => `CORRECTION: ${tellCorrection(row, index)}`);
  return {
    name: title,
    rel: kind,
    uri: factName(view, key),
    type: 'text',
    pubStatus: 'usable',
    firstCreated: doc.recordedAt,
    versionCreated: lastChangeOf(fact, index).recordedAt,
    headlines: [{ value: title }],
    bodies: [plainText('main', tellFact(fact, index))],
    ...agentsOf([fact]),
    ...optional({
      by: said.by === undefined ? undefined : tellSource(said.by),
      edNote: corrections.length === 0 ? undefined : corrections.join('\n'),
    }),
    altIds: altIds(key),
    renditions: [
      { name: 'page', href: factPage(view, key), contentType: 'text/html' },
      { name: 'record', href: factAddress(view, key), contentType: 'application/json' },
    ],
  };
}

/** A retracted fact as agencies kill an item: its name stays, so that it can be found and removed, and nothing it said. */
export function canceledItem(fact: ViewFact, retraction: RetractionRow, { view }: StoryIndex): FactItem {
  return {
    name: fact.key,
    rel: fact.kind,
    uri: factName(view, fact.key),
    type: 'text',
    pubStatus: 'canceled',
    firstCreated: fact.doc.recordedAt,
    versionCreated: retraction.recordedAt,
    edNote: `KILL: ${tellRetraction(retraction)}`,
    altIds: altIds(fact.key),
  };
}

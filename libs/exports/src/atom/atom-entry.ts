import { factAddress, factName, factPage } from '../addresses.js';
import { lastChangeOf } from '../last-change.js';
import { citedBy, correctionsOf, findFact, stands } from '../story-index.js';
import type { StoryIndex } from '../story-index.js';
import type { ViewFact } from '../story-view.js';
import { tellCorrection, tellFact, titleOf } from '../tell-fact.js';
import { authorsOf } from './atom-person.js';
import { element, emptyElement, textElement } from './xml.js';

/** A child of the feed, with the position of the event that it last changed by. */
export interface Placed {
  readonly position: number;
  readonly xml: string;
}

/** A fact as an entry. A correction gives it a later `updated`, and says at its end what was wrong. */
export function entryOf(fact: ViewFact, index: StoryIndex): Placed {
  const { view } = index;
  const { key, kind, doc } = fact;
  const change = lastChangeOf(fact, index);
  const xml = element('entry', [
    textElement('id', factName(view, key)),
    textElement('title', titleOf(fact, index)),
    textElement('updated', change.recordedAt),
    textElement('published', doc.recordedAt),
    ...authorsOf(fact),
    emptyElement('link', { rel: 'alternate', type: 'text/html', href: factPage(view, key) }),
    emptyElement('link', { rel: 'related', type: 'application/json', href: factAddress(view, key) }),
    ...sourcesOf(fact, index),
    emptyElement('category', { term: kind, scheme: 'urn:newsledger:kind' }),
    statusOf(fact),
    textElement('content', contentOf(fact, index), { type: 'text', 'xml:lang': 'en' }),
  ]);
  return { position: change.position, xml };
}

/** Where it was found: the addresses of the sources that it is cited from, or its own. */
function sourcesOf(fact: ViewFact, index: StoryIndex): readonly string[] {
  const ids = fact.kind === 'source' ? [fact.key] : citedBy(fact);
  return ids.flatMap((id) => {
    const source = findFact(index, 'source', id);
    if (source === undefined || !stands(source) || source.doc.data.url === undefined) return [];
    const { url, language } = source.doc.data;
    // An address of the web may hold what an IRI may not.
    return [emptyElement('link', { rel: 'via', href: new URL(url).href, hreflang: language })];
  });
}

function statusOf(fact: ViewFact): string | undefined {
  if (fact.kind !== 'estimate') return undefined;
  return emptyElement('category', { term: fact.doc.status, scheme: 'urn:newsledger:status' });
}

function contentOf(fact: ViewFact, index: StoryIndex): string {
  const superseded = fact.kind === 'estimate' && fact.doc.status === 'superseded';
  return [
    tellFact(fact, index),
    ...(superseded ? ['It was revised since.'] : []),
    ...correctionsOf(index, fact.key).map((correction) => tellCorrection(correction, index)),
  ].join('\n\n');
}

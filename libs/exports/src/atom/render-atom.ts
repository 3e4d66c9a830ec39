import { storyAddress, storyName, storyPage } from '../addresses.js';
import { indexOf, standing } from '../story-index.js';
import type { StoryView } from '../story-view.js';
import { entryOf } from './atom-entry.js';
import { keeper } from './atom-person.js';
import { tombstoneOf } from './tombstone.js';
import { element, emptyElement, textElement } from './xml.js';

const namespaces = { xmlns: 'http://www.w3.org/2005/Atom', 'xmlns:at': 'http://purl.org/atompub/tombstones/1.0' };

/** RFC 4287: an entry for each fact that stands, a tombstone for each that does not, the newest change first. */
export function renderAtom(view: StoryView): string {
  const index = indexOf(view);
  const { title, summary, language } = view.header;
  const children = [
    ...standing(view).map((fact) => entryOf(fact, index)),
    ...view.retractions.filter(({ fact }) => index.facts.has(fact)).map((retraction) => tombstoneOf(retraction, view)),
  ].sort((one, other) => other.position - one.position);
  const feed = element(
    'feed',
    [
      textElement('id', storyName(view)),
      textElement('title', title),
      summary === undefined ? undefined : textElement('subtitle', summary),
      textElement('updated', view.changedAt),
      keeper(view),
      emptyElement('link', { rel: 'self', type: 'application/atom+xml', href: `${storyAddress(view)}.atom` }),
      emptyElement('link', { rel: 'alternate', type: 'text/html', href: storyPage(view) }),
      textElement('generator', 'Newsledger'),
      ...children.map(({ xml }) => xml),
    ],
    { ...namespaces, 'xml:lang': language },
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${feed}\n`;
}

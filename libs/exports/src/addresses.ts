import type { StoryView } from './story-view.js';

type Named = Pick<StoryView, 'story' | 'ledger' | 'publicUrl'>;

/** The name of a story for good, wherever its ledger is served from; the same as the source of its events on the topic. */
export const storyName = ({ ledger, story }: Named) => `urn:newsledger:${ledger}:${story}`;

export const factName = (view: Named, id: string) => `${storyName(view)}:${id}`;

/** The page that people read. */
export const storyPage = ({ publicUrl, story }: Named) => `${publicUrl}/stories/${story}`;

export const factPage = (view: Named, id: string) => `${storyPage(view)}#${id}`;

export const storyAddress = ({ publicUrl, story }: Named) => `${publicUrl}/v1/stories/${story}`;

export const factAddress = (view: Named, id: string) => `${storyAddress(view)}/facts/${id}`;

export const wikidataAddress = (item: string) => `http://www.wikidata.org/entity/${item}`;

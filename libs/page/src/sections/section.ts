import { html } from '../html.js';
import type { Html } from '../html.js';

/** The parts of a page. Their ids have a colon, which no fact's id can have. */
export type SectionName = 'now' | 'figures' | 'stands' | 'changes' | 'timeline' | 'mended' | 'sources';

export const sectionId = (name: SectionName): string => `s:${name}`;

export const section = (name: SectionName, title: string, body: Html, kind = ''): Html =>
  html`<section id="${sectionId(name)}" class="section ${name} ${kind}" aria-labelledby="h:${name}">
    <h2 id="h:${name}">${title}</h2>
    ${body}
  </section>`;

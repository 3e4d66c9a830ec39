import type { Attribution, Cite } from '#events';
import { html, joined, told } from '../html.js';
import type { Html } from '../html.js';
import type { StoryIndex } from '../story-index.js';
import type { Telling } from '../telling.js';
import { factLink } from './fact-link.js';
import { tellVoice } from './voices.js';

/** Who said it, through which channel and where, as one line. */
export const attributionLine = (by: Attribution | undefined, telling: Telling): Html =>
  html`${tellVoice(by, telling.words)}${placeLine(by, telling)}`;

/** Through which channel and where it was said. */
export function placeLine(by: Attribution | undefined, { words }: Telling): Html {
  const { timeline } = words;
  const channel =
    by?.channel === undefined ? '' : html` <span class="channel">${timeline.via(told(by.channel))}</span>`;
  const venue = by?.venue === undefined ? '' : html` <span class="venue">${timeline.at(told(by.venue))}</span>`;
  return html`${channel}${venue}`;
}

/** How the source gives it: verbatim, paraphrased or in its own words. */
export function modeMark(by: Attribution | undefined, { words }: Telling): Html {
  const mode = by?.mode;
  return mode === undefined ? html`` : html`<span class="mark mode-${mode}">${words.timeline.modes[mode]}</span>`;
}

/** Where it stands: the sources, each with its place. */
export function citeLine(cites: readonly Cite[] | undefined, index: StoryIndex, { words }: Telling): Html {
  if (cites === undefined || cites.length === 0) return html``;
  const each = cites.map(
    ({ source, locator }) => html`${factLink(source, index)}${locator === undefined ? '' : html` (${told(locator)})`}`,
  );
  return html`<span class="cites">${words.timeline.source}: ${joined(each, '; ')}</span>`;
}

import { html, told } from '../html.js';
import type { Html } from '../html.js';
import type { StoryIndex } from '../story-index.js';

const longest = 120;

/** Text for a link or a label: of a text that goes on and on, its beginning. */
export function shortened(text: string, most = longest): string {
  if (text.length <= most) return text;
  // Half of a pair of surrogates is no character.
  const whole = text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '');
  return `${whole.trimEnd()}…`;
}

/** A link to a fact on the page, by what readers know it by. */
export function factLink(id: string, index: StoryIndex, most = longest): Html {
  const label = index.labels.get(id);
  return html`<a href="#${id}">${told(shortened(label ?? id, most))}</a>`;
}

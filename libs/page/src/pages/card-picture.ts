import { html, nothing } from '../html.js';
import type { Html } from '../html.js';
import type { Figure, StoryPage } from '../model.js';
import { levelOf } from '../charts/step-chart.js';
import { plainAmount } from '../parts/quantity.js';
import { shortened } from '../parts/fact-link.js';
import { indexOf } from '../story-index.js';
import type { Telling } from '../telling.js';

const width = 1200;
const height = 630;
const lineLength = 38;

/** The picture that stands for a story where links are shown: title, leading figure, and its steps. */
export function cardPicture(page: StoryPage, telling: Telling): Html {
  const { document } = page;
  const index = indexOf(page);
  const lead = index.figures.get(document.lead ?? '') ?? document.estimates.find(({ status }) => status === 'current');
  const quantity = lead?.data.quantity;
  const replaced = index.figures.get(lead?.revises ?? '')?.data.quantity;
  const label = shortened(lead?.data.metric.label ?? '', 50);
  const { pictured } = telling.words.story;
  const chain =
    lead === undefined
      ? []
      : document.estimates
          .filter((figure) => figure.chain === lead.chain)
          .sort((one, other) => one.position - other.position);
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    font-family="Source Serif 4, Georgia, serif"
  >
    <rect width="${width}" height="${height}" fill="#fbf9f4" />
    <rect width="${width}" height="14" fill="#0b5563" />
    <text x="70" y="96" font-size="30" fill="#0b5563">
      ${telling.words.siteName}
    </text>
    ${lines(document.title).map((line, at) => html`<text x="70" y="${180 + at * 70}" font-size="60" fill="#1b1a17" unicode-bidi="plaintext">${line}</text>`)}
    ${quantity === undefined ? nothing : html`<text x="70" y="430" font-size="84" fill="#1b1a17">${shortened(plainAmount(quantity, telling.words), 26)}</text><text x="70" y="486" font-size="32" fill="#4a463e">${replaced === undefined ? label : pictured(label, shortened(plainAmount(replaced, telling.words), 26))}</text>`}
    ${steps(chain)}
  </svg>`;
}

function lines(title: string): readonly string[] {
  const words = shortened(title, lineLength * 2 - 2).split(/\s+/);
  const made: string[] = [''];
  for (const word of words) {
    const line = made.at(-1) ?? '';
    if (line !== '' && line.length + word.length > lineLength) made.push(word);
    else made[made.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return made.slice(0, 2);
}

function steps(chain: readonly Figure[]): Html {
  const levels = chain.flatMap((figure) => levelOf(figure) ?? []).slice(-24);
  if (levels.length < 2) return nothing;
  const most = Math.max(...levels, 1);
  const step = (width - 140) / levels.length;
  const path = levels.reduce((text, level, at) => {
    const y = Math.round(600 - (level / most) * 90);
    return at === 0 ? `M70 ${y}h${Math.round(step)}` : `${text}V${y}h${Math.round(step)}`;
  }, '');
  return html`<path d="${path}" fill="none" stroke="#0b5563" stroke-width="6" />`;
}

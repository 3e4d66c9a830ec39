import { html } from '../html.js';
import type { Html } from '../html.js';
import type { Correction, Retraction, StoryPage } from '../model.js';
import { factLink } from '../parts/fact-link.js';
import { newMark } from '../parts/new-mark.js';
import { correctionNotice, retractionNotice } from '../parts/notices.js';
import type { StoryIndex } from '../story-index.js';
import type { Telling } from '../telling.js';
import { section } from './section.js';

/** All that was corrected and retracted, the latest first, and what tells a revision from both. */
export function mendedSection({ document }: StoryPage, index: StoryIndex, telling: Telling): Html {
  const { sections, notices } = telling.words;
  const all = [
    ...document.corrections.map((row) => ({ row, told: correctionNotice(row, telling) })),
    ...document.retractions.map((row) => ({ row, told: retractionNotice(row, telling) })),
  ].sort((one, other) => other.row.position - one.row.position);
  const list =
    all.length === 0
      ? html`<p class="empty">${notices.none}</p>`
      : html`<ol class="mendings">
          ${all.map(
            ({ row, told }) =>
              html`<li id="${row.id}" data-position="${row.position}">
                <p class="about">${aboutOf(row, index)}${newMark(row.position, index.newSince, telling.words)}</p>
                ${told}
              </li>`,
          )}
        </ol>`;
  const kinds = (['revised', 'corrected', 'withdrawn', 'retracted'] as const).map(
    (kind) =>
      html`<li class="notice ${kind}">
        <strong class="notice-title">${notices[kind]}</strong> ${notices.explain[kind]}
      </li>`,
  );
  return section(
    'mended',
    sections.mended,
    html`${list}
      <ul class="kinds">
        ${kinds}
      </ul>`,
  );
}

const aboutOf = ({ fact }: Correction | Retraction, index: StoryIndex): Html => factLink(fact, index);

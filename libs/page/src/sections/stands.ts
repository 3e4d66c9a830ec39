import type { Attribution, Party } from '#events';
import { html, joined, nothing, told } from '../html.js';
import type { Html } from '../html.js';
import type { Claim, StoryPage } from '../model.js';
import { placeLine } from '../parts/attribution.js';
import { factLink, shortened } from '../parts/fact-link.js';
import { tellParty, tellPerson } from '../parts/voices.js';
import type { StoryIndex } from '../story-index.js';
import type { Telling } from '../telling.js';
import { retractionNotice, correctionNotice } from '../parts/notices.js';
import { section } from './section.js';

/** Beyond, a column for each party would be mostly empty, and wider than any screen: each claim lists its own. */
const mostColumns = 9;

type Stand = Claim['stands'][number];

const keyOf = ({ id, name, oneOf }: Party) => id ?? `${name} ${(oneOf ?? []).join(' ')}`;

/** Claims against parties: each cell says where the party stands, and leads to its words. */
export function standsSection({ document: { claims } }: StoryPage, index: StoryIndex, telling: Telling): Html {
  const { sections, stands } = telling.words;
  if (claims.length === 0) return section('stands', sections.stands, html`<p class="empty">${stands.none}</p>`);
  // The earliest claim first, as they were raised.
  const raised = [...claims].reverse();
  const parties = new Map(raised.flatMap((claim) => claim.stands.map(({ party }) => [keyOf(party), party] as const)));
  const columns = parties.size <= mostColumns ? [...parties.keys()] : undefined;
  const heads = (
    columns === undefined
      ? [html`${stands.parties}`]
      : [...parties.values()].map((party) => tellParty(party, telling.words))
  ).map((head) => html`<th scope="col" role="columnheader">${head}</th>`);
  return section(
    'stands',
    sections.stands,
    html`<div class="scroll">
        <table class="stands" role="table">
          <caption class="quiet">
            ${stands.caption}
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">${stands.claim}</th>
              ${heads}
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${raised.map((claim) => claimRow(claim, columns, index, telling))}
          </tbody>
        </table>
      </div>
      <p class="legend">${stands['nothing-recorded']}: ${stands.nothingExplained}</p>`,
  );
}

function claimRow(claim: Claim, columns: readonly string[] | undefined, index: StoryIndex, telling: Telling): Html {
  const { stands } = telling.words;
  const { implies } = claim.data;
  const implied =
    implies === undefined
      ? nothing
      : html`<p class="implies">
          ${stands.implies(
            joined(
              implies.map((id) => factLink(id, index)),
              '; ',
            ),
          )}
        </p>`;
  const mended = (index.corrections.get(claim.id) ?? []).map((one) => correctionNotice(one, telling));
  const retraction = index.retractions.get(claim.id);
  const taken = new Map(claim.stands.map((stand) => [keyOf(stand.party), stand]));
  const cells =
    columns === undefined
      ? html`<td role="cell"><ul class="stand-list">${claim.stands.map((stand) => html`<li class="stand ${stand.stance}">${standOf(stand, index, telling)}</li>`)}</ul></td>`
      : columns.map((party) => cell(taken.get(party), index, telling));
  return html`<tr
    role="row"
    class="${retraction === undefined ? '' : 'is-retracted'}"
    id="c:${claim.id}"
    data-fact="${claim.id}"
  >
    <th scope="row" role="rowheader">
      <a class="claim" href="#${claim.id}">${told(claim.data.proposition)}</a>${implied}${mended}${
        retraction === undefined ? nothing : retractionNotice(retraction, telling)
      }
    </th>
    ${cells}
  </tr>`;
}

function cell(stand: Stand | undefined, index: StoryIndex, telling: Telling): Html {
  if (stand === undefined) {
    return html`<td role="cell" class="stand none"><span aria-hidden="true">·</span><span class="hidden">${telling.words.stands.notNamed}</span></td>`;
  }
  return html`<td role="cell" class="stand ${stand.stance}">${standOf(stand, index, telling)}</td>`;
}

/** Where a party stands, how firmly, in which words and whose, with a link to where it said so. */
function standOf({ party, stance, position }: Stand, index: StoryIndex, telling: Telling): Html {
  const { words } = telling;
  const name = html`<span class="party-inline">${tellParty(party, words)}: </span>`;
  const label = html`<span class="stance">${words.stands[stance]}</span>`;
  if (position === undefined) return html`${name}${label}`;
  const fact = index.facts.get(position);
  const view = fact?.kind === 'position' ? fact.view : undefined;
  const firmly = view?.data.strength;
  const strength =
    firmly === undefined || firmly === stance
      ? nothing
      : html`<span class="strength">${words.stands.strength[firmly]}</span>`;
  const by = view === undefined ? nothing : speakerOf(view.said.by, telling);
  const wording =
    view?.data.wording === undefined
      ? nothing
      : html`<span class="cell-words">“${told(shortened(view.data.wording.text, 80))}”</span>`;
  return html`${name}<a href="#${position}">${label}</a>${strength}${wording}${by}`;
}

/** Who spoke for the party, and where; the party itself heads the column. */
function speakerOf(by: Attribution | undefined, telling: Telling): Html {
  const who =
    by?.speaker !== undefined
      ? tellPerson(by.speaker)
      : by?.mode === 'narrator'
        ? html`${telling.words.timeline.modes.narrator}`
        : nothing;
  const line = html`${who}${placeLine(by, telling)}`;
  return line.text === '' ? nothing : html`<span class="by">${line}</span>`;
}

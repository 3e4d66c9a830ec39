import type { When } from '#events';
import { html, joined, told } from '../html.js';
import type { Html } from '../html.js';
import type { Telling } from '../telling.js';
import type { StoryIndex } from '../story-index.js';
import { factLink } from './fact-link.js';
import { tellCalendar, timeOf } from './times.js';

const rangePattern = /^\[(?<from>[^.,]*)\.\.(?<to>[^.,]*)\]$/;
const spanPattern = /^(?<from>[^/[\]{}]+)\/(?<to>[^/[\]{}]+)$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;

/** One end of an EDTF date: a calendar date, an instant in the zone of the page, or else as it is written. */
function tellDate(date: string, telling: Telling): Html {
  if (instant.test(date)) return timeOf(date, telling);
  const calendar = tellCalendar(date, telling.words.locale);
  return calendar === undefined ? told(date) : html`<time datetime="${date}">${calendar}</time>`;
}

/** An EDTF date in words. */
export function tellEdtf(edtf: string, telling: Telling): Html {
  const { when } = telling.words;
  const { from, to } = (rangePattern.exec(edtf) ?? spanPattern.exec(edtf))?.groups ?? {};
  if (from === undefined || to === undefined) return tellDate(edtf, telling);
  if (edtf.startsWith('[')) {
    if (from === '') return when.orBefore(tellDate(to, telling));
    return to === ''
      ? when.orAfter(tellDate(from, telling))
      : when.between(tellDate(from, telling), tellDate(to, telling));
  }
  if (to === '..') return when.since(tellDate(from, telling));
  return when.span(tellDate(from, telling), tellDate(to, telling));
}

/** When something was said or happened: the words with the date that they mean, and whether that date is our inference. */
export function tellWhen(when: When, index: StoryIndex, telling: Telling): Html {
  const { words } = telling;
  const { edtf, wording, basis, before, after } = when;
  const order = [
    ...(before === undefined ? [] : [words.when.before(factsOf(before, index))]),
    ...(after === undefined || edtf !== undefined ? [] : [words.when.after(factsOf(after, index))]),
  ];
  const date = edtf === undefined ? undefined : tellEdtf(edtf, telling);
  const meant = [...(date === undefined ? [] : [date]), ...order];
  const inferred = basis === 'inferred' ? [html`<em class="inferred">${words.when.inferred}</em>`] : [];
  if (wording === undefined) return html`${joined([...meant, ...inferred], ', ')}`;
  if (meant.length === 0) return html`“${told(wording)}”`;
  return html`“${told(wording)}” (${joined([...meant, ...inferred], ', ')})`;
}

const factsOf = (ids: readonly string[], index: StoryIndex): Html =>
  joined(
    ids.map((id) => factLink(id, index, 56)),
    ', ',
  );

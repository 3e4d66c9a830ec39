import type { Attribution, Participant, Party } from '#events';
import { html, joined, told } from '../html.js';
import type { Html } from '../html.js';
import type { Words } from '../words/words.js';

/** Names in a row, "A, B and C". */
export function listed(items: readonly Html[], words: Words, last: string = words.timeline.and): Html {
  if (items.length < 2) return joined(items, '');
  return html`${joined(items.slice(0, -1), ', ')}${last}${items.at(-1)}`;
}

/** A party; where its name leaves open who is meant, with those it may mean. */
export function tellParty({ name, oneOf }: Party, words: Words): Html {
  if (oneOf === undefined) return told(name);
  const which = listed(oneOf.map(told), words, words.timeline.or);
  return html`${told(name)} <span class="open">(${words.timeline.leftOpen(which)})</span>`;
}

export const tellParties = (parties: readonly Party[], words: Words): Html =>
  listed(
    parties.map((party) => tellParty(party, words)),
    words,
  );

export function tellPerson({ name, role, organisation }: Participant): Html {
  const rest = [role, organisation].flatMap((part) =>
    part === undefined ? [] : [html`, <span class="role">${told(part)}</span>`],
  );
  return html`<span class="name">${told(name)}</span>${rest}`;
}

/** Who says it, with role then and whom it is said for. */
export function tellVoice(by: Attribution | undefined, words: Words): Html {
  const { timeline } = words;
  if (by === undefined) return html`${timeline.unnamed}`;
  if (by.oneOf !== undefined) {
    return html`${timeline.either}
    ${listed(
      by.oneOf.map((one) => tellVoice(one, words)),
      words,
      timeline.or,
    )}`;
  }
  const parties = by.parties ?? [];
  if (by.speaker !== undefined) {
    const forWhom =
      parties.length === 0 ? '' : html` <span class="for">${timeline.forParties(tellParties(parties, words))}</span>`;
    return html`${tellPerson(by.speaker)}${forWhom}`;
  }
  if (by.mode === 'narrator') {
    return parties.length === 0 ? html`${timeline.narrator}` : timeline.narratorOn(tellParties(parties, words));
  }
  return html`<span class="name">${tellParties(parties, words)}</span>`;
}

/** The name that an issuer is known by: for whom it was said, else who said it. */
export function issuerOf(by: Attribution | undefined, words: Words): Html {
  if (by === undefined) return html`${words.timeline.unnamed}`;
  if (by.oneOf !== undefined) return tellVoice(by, words);
  if ((by.parties ?? []).length > 0) return tellParties(by.parties ?? [], words);
  return by.speaker === undefined ? html`${words.timeline.narrator}` : told(by.speaker.name);
}

import type { Quantity } from '#events';
import { html, joined, told } from '../html.js';
import type { Html } from '../html.js';
import type { Correction, Figure, Retraction } from '../model.js';
import type { Telling } from '../telling.js';
import { tellAmount } from './quantity.js';
import { timeOf } from './times.js';

export type NoticeKind = 'revised' | 'corrected' | 'withdrawn' | 'retracted';

/** What happened to a fact, told apart by a mark, a word and a line of its own: never by colour alone. */
export const notice = (kind: NoticeKind, title: Html | string, body: Html): Html =>
  html`<p class="notice ${kind}"><strong class="notice-title">${title}</strong> ${body}</p>`;

export function correctionNotice({ reason, was, now, recordedAt }: Correction, telling: Telling): Html {
  const { notices } = telling.words;
  const before = was as Record<string, unknown>;
  const after = now as Record<string, unknown>;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const fields = names.map((name) =>
    notices.was(
      notices.fields[name] ?? name,
      tellValue(name, before[name], telling),
      tellValue(name, after[name], telling),
    ),
  );
  return notice(
    'corrected',
    notices.corrected,
    html`${notices.since(timeOf(recordedAt, telling))}. ${notices.weErred} ${told(reason)} ${joined(fields, ' ')}`,
  );
}

export const retractionNotice = ({ reason, recordedAt }: Retraction, telling: Telling): Html =>
  notice(
    'retracted',
    telling.words.notices.retracted,
    html`${telling.words.notices.since(timeOf(recordedAt, telling))}. ${telling.words.notices.tookBack} ${told(reason)}`,
  );

/** How a figure came to replace another one; nothing where it replaced none. */
export function revisionNotice({ data }: Figure, before: Figure | undefined, telling: Telling): Html {
  const { notices, figure } = telling.words;
  if (!('cause' in data)) return html``;
  const quantity = before?.data.quantity;
  const replaced =
    quantity === undefined ? '' : html`${figure.replaced(html`<s>${tellAmount(quantity, telling.words)}</s>`)} `;
  switch (data.cause) {
    case 'new-information':
      return notice('revised', notices.revised, html`${replaced}${notices.newInformation}`);
    case 'issuer-error':
      return notice('revised', notices.issuerError, html`${replaced}${notices.erred}`);
    case 'withdrawn':
      return notice(
        'withdrawn',
        notices.withdrawn,
        html`${notices.withdrew}${quantity === undefined ? '' : html` ${figure.before}: <s>${tellAmount(quantity, telling.words)}</s>.`}`,
      );
  }
}

function tellValue(name: string, value: unknown, { words }: Telling): Html {
  if (value === undefined) return html`<span class="value">${words.notices.absent}</span>`;
  if (name === 'quantity') return html`<span class="value">${tellAmount(value as Quantity, words)}</span>`;
  return html`<span class="value">${told(typeof value === 'string' ? `“${value}”` : JSON.stringify(value))}</span>`;
}

import { html, told } from '../html.js';
import type { Html } from '../html.js';
import type { Telling } from '../telling.js';
import { shell } from './shell.js';
import type { Assets } from './shell.js';

/** A refusal as a page: what happened, in plain words, and the way on. */
export function errorPage(
  { status, detail }: { readonly status: number; readonly detail: string },
  assets: Assets,
  telling: Telling,
): Html {
  const { words } = telling;
  const { errors } = words;
  const title = errors.titles[status] ?? errors.other;
  const body = html`<div class="home error">
    <h1>${title}</h1>
    <p>${errors.texts[status] ?? errors.otherText}</p>
    <p class="quiet">${told(detail)}</p>
    <p><a href="/">${errors.home}</a></p>
  </div>`;
  return shell(
    {
      title: `${title} · ${words.siteName}`,
      description: title,
      head: html`<meta name="robots" content="noindex" />`,
      body,
      assets,
    },
    telling,
  );
}

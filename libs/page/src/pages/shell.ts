import { html, nothing } from '../html.js';
import type { Html } from '../html.js';
import type { Telling } from '../telling.js';

/** The addresses of the files that every page loads, all of our own site; none where they were not built. */
export interface Assets {
  readonly style?: string;
  readonly script?: string;
}

export interface Shell {
  readonly title: string;
  readonly description: string;
  /** Further elements of the head. */
  readonly head?: Html;
  readonly body: Html;
  readonly query?: string;
  readonly assets: Assets;
}

/** A whole HTML document. Nothing in it is code or style: the policy of the site forbids both inline. */
export function shell({ title, description, head, body, query = '', assets }: Shell, { words }: Telling): Html {
  const { style, script } = assets;
  return html`<!doctype html>
    <html lang="${words.language}" dir="${words.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <meta name="description" content="${description}" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        ${style === undefined ? nothing : html`<link rel="stylesheet" href="${style}" />`}
        ${script === undefined ? nothing : html`<script type="module" src="${script}"></script>`} ${head ?? nothing}
      </head>
      <body>
        <a class="skip" href="#main">${words.skip}</a>
        <header class="masthead">
          <a class="brand" href="/">${words.siteName}</a>
          <form class="search" role="search" method="get" action="/">
            <label class="hidden" for="q:">${words.list.searchLabel}</label
            ><input
              id="q:"
              type="search"
              name="q"
              value="${query}"
              placeholder="${words.list.searchLabel}"
              maxlength="200"
            />
            <button type="submit">${words.list.search}</button>
          </form>
        </header>
        <main id="main" tabindex="-1">${body}</main>
      </body>
    </html> `;
}

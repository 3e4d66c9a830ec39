import { html, nothing, Html } from '../html.js';
import type { StoryPage } from '../model.js';
import { shortened } from '../parts/fact-link.js';
import { storyBody } from '../sections/story-body.js';
import type { Telling } from '../telling.js';
import { jsonLdOf } from './json-ld.js';
import { shell } from './shell.js';
import type { Assets } from './shell.js';

/** What a story's page says of itself to machines. `site` is where it is served from, without a slash at its end. */
export interface Whereabouts {
  readonly site: string;
  readonly assets: Assets;
}

export function storyPage(page: StoryPage, { site, assets }: Whereabouts, telling: Telling): Html {
  const { document, isPast } = page;
  const { story, title, summary } = document;
  const description = shortened(summary ?? telling.words.story.description(title), 300);
  const address = `${site}/stories/${story}`;
  const canonical = isPast ? `${address}?asOf=version:${document.version}` : address;
  const data = `${site}/v1/stories/${story}`;
  const card = `${address}/card.png${isPast ? `?asOf=version:${document.version}` : ''}`;
  const head = html`<link rel="canonical" href="${canonical}" />
    <link rel="alternate" type="application/atom+xml" title="${telling.words.sources.files.atom}" href="${data}.atom" />
    <link rel="alternate" type="application/ld+json" href="${data}.jsonld" />
    <link rel="alternate" type="application/json" href="${data}.json" />
    <meta property="og:type" content="article" /><meta property="og:title" content="${title}" /><meta
      property="og:description"
      content="${description}"
    />
    <meta property="og:url" content="${canonical}" /><meta
      property="og:site_name"
      content="${telling.words.siteName}"
    /><meta property="og:image" content="${card}" /><meta property="og:image:type" content="image/png" /><meta
      property="og:image:width"
      content="1200"
    /><meta property="og:image:height" content="630" /><meta
      property="og:image:alt"
      content="${telling.words.story.picture(title)}"
    />
    <meta property="article:modified_time" content="${document.changedAt}" /><meta
      name="twitter:card"
      content="summary_large_image"
    />
    ${isPast ? nothing : dataBlock(jsonLdOf(page, address, telling))}`;
  return shell(
    {
      title: `${shortened(title, 100)} · ${telling.words.siteName}`,
      description,
      head,
      body: storyBody(page, telling),
      assets,
    },
    telling,
  );
}

// Data and not code, so the policy lets it be. The only way out of it would be an end tag.
const dataBlock = (json: string): Html =>
  new Html(`<script type="application/ld+json">${json.replaceAll('<', '\\u003c')}</script>`);

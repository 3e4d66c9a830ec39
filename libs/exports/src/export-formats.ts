import { renderAtom } from './atom/render-atom.js';
import { renderCsv } from './csv/render-csv.js';
import { renderJsonLd } from './json-ld/render-json-ld.js';
import { renderNinjs } from './ninjs/render-ninjs.js';
import type { StoryView } from './story-view.js';

export interface ExportFormat {
  readonly mediaType: string;
  readonly render: (view: StoryView) => string;
}

/**
 * The formats of others, by the suffix of their addresses. Nobody registered a media type for ninjs, and `vnd.iptc` would
 * be the IPTC's to register: this one is what newsrooms send it as.
 */
export const exportFormats = {
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', render: renderCsv },
  atom: { mediaType: 'application/atom+xml; charset=utf-8', render: renderAtom },
  jsonld: { mediaType: 'application/ld+json', render: renderJsonLd },
  ninjs: { mediaType: 'application/ninjs+json', render: renderNinjs },
} as const satisfies Readonly<Record<string, ExportFormat>>;

export type ExportSuffix = keyof typeof exportFormats;

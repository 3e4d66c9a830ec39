export { renderAtom } from './atom/render-atom.js';
export { renderCsv } from './csv/render-csv.js';
export { renderJsonLd } from './json-ld/render-json-ld.js';
export type { FactKind, FactOf, StoryView, ViewFact } from './story-view.js';

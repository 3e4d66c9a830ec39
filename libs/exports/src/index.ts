export { renderAtom } from './atom/render-atom.js';
export { renderCsv } from './csv/render-csv.js';
export type { FactKind, FactOf, StoryView, ViewFact } from './story-view.js';

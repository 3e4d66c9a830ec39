export { chooseFormat } from './choose-format.js';
export type { Suffix } from './choose-format.js';
export { exportFormats } from './export-formats.js';
export type { ExportFormat, ExportSuffix } from './export-formats.js';
export { factKinds } from './story-view.js';
export type { FactKind, FactOf, StoryView, ViewFact } from './story-view.js';

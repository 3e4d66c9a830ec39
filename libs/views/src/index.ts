export { foldBatch, UnprojectableError } from './fold/fold-batch.js';
export type { FoldedBatch } from './fold/fold-batch.js';
export { labelOf, optional } from './fold/recorded.js';
export { listStories } from './queries/list-stories.js';
export type { ListedStory, StoryFilter } from './queries/list-stories.js';
export { readChanges } from './queries/read-changes.js';
export type { ToldChange } from './queries/read-changes.js';
export { readLog } from './queries/read-log.js';
export { readStory } from './queries/read-story.js';
export type { Reflected, StoryDocument } from './queries/read-story.js';
export { findVersionAt, readVersions } from './queries/read-versions.js';
export type { StoryVersion } from './queries/read-versions.js';
export { readMoment, resolveMoment } from './queries/resolve-moment.js';
export type { Moment } from './queries/resolve-moment.js';
export type {
  Change,
  CorrectionRow,
  EstimateRow,
  HeaderRow,
  RetractionRow,
  Row,
  RowDocs,
  RowKind,
  Utterance,
} from './rows.js';
export { tellChange, tellTime } from './tell/tell-change.js';
export { tellAmount } from './tell/tell-quantity.js';
export { tellSource, tellUtterance, tellWhen } from './tell/tell-utterance.js';
export { utteranceOf } from './utterance.js';
export { viewsChannel, viewsSchema } from './views-schema.js';
export { dashboardsSchema, viewsChannel, viewsSchema } from './views-schema.js';
export { readPlace, readRows, writeBatch } from './write-batch.js';
export type { ViewsPlace } from './write-batch.js';

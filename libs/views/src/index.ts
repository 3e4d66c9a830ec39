export { foldBatch, UnprojectableError } from './fold/fold-batch.js';
export type { FoldedBatch } from './fold/fold-batch.js';
export { labelOf, optional } from './fold/recorded.js';
export { listMendings } from './queries/list-mendings.js';
export type { Mending, MendingFilter } from './queries/list-mendings.js';
export { listStories } from './queries/list-stories.js';
export type { ListedStory, StoryFilter } from './queries/list-stories.js';
export { readChanges } from './queries/read-changes.js';
export type { ChangePlace, ToldChange } from './queries/read-changes.js';
export { readDifference } from './queries/read-difference.js';
export { readFactOrigin } from './queries/read-fact.js';
export { readFacts } from './queries/read-facts.js';
export type { FactView, FoundFacts } from './queries/read-facts.js';
export { readLog } from './queries/read-log.js';
export { readMetric } from './queries/read-metric.js';
export { readStory } from './queries/read-story.js';
export { readTimeline } from './queries/read-timeline.js';
export type { TimelineEntry, TimelinePlace } from './queries/read-timeline.js';
export { findVersionAt, readVersions } from './queries/read-versions.js';
export type { StoryVersion } from './queries/read-versions.js';
export { readView } from './queries/read-view.js';
export type { KnownStory } from './queries/read-view.js';
export { readVoices } from './queries/read-voices.js';
export type { Said } from './queries/read-voices.js';
export { readMoment, resolveMoment } from './queries/resolve-moment.js';
export type { Moment } from './queries/resolve-moment.js';
export { searchStories } from './queries/search-stories.js';
export type { FoundStory, SearchPlace, StorySearch } from './queries/search-stories.js';
export type { Reflected, Standpoint } from './queries/standpoint.js';
export type { StoryDocument } from './queries/story-document.js';
export { readRows } from './read-rows.js';
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
export { dashboardsSchema, viewsChannel, viewsSchema } from './views-schema.js';
export { readPlace, writeBatch } from './write-batch.js';
export type { ViewsPlace } from './write-batch.js';

export { foldAround } from './fold/fold-around.js';
export { foldBatch } from './fold/fold-batch.js';
export { foldHistory } from './fold/fold-history.js';
export type { FoldedBatch } from './fold/fold-batch.js';
export { UnprojectableError } from './fold/unprojectable.js';
export { labelOf, optional } from './fold/recorded.js';
export { passes } from './follow/event-filter.js';
export type { EventFilter } from './follow/event-filter.js';
export { checkPage, lengthWithoutGap, VersionsSeen } from './follow/check-page.js';
export { findGap, findStartOfLast, findStartOfTime } from './follow/find-start.js';
export { readComing } from './follow/read-coming.js';
export type { ComingEvent } from './follow/read-coming.js';
export { readFollowed } from './follow/read-followed.js';
export type { FollowedPage, FollowedSpan } from './follow/read-followed.js';
export { readReplay } from './follow/read-replay.js';
export type { ReplayPage, ReplaySpan, ReplayStep } from './follow/read-replay.js';
export { readSteps } from './follow/read-steps.js';
export type { Step, StepsPage } from './follow/read-steps.js';
export { viewing } from './queries/fact-views.js';
export type { FactView } from './queries/fact-views.js';
export { isSearchable } from './queries/is-searchable.js';
export { listParked } from './queries/list-parked.js';
export type { ListedParked } from './queries/list-parked.js';
export { listMendings } from './queries/list-mendings.js';
export type { Mending, MendingFilter } from './queries/list-mendings.js';
export { listStories } from './queries/list-stories.js';
export type { ListedStory, StoryFilter } from './queries/list-stories.js';
export { readChanges } from './queries/read-changes.js';
export type { ChangePlace } from './queries/read-changes.js';
export type { ToldChange } from './queries/told-change.js';
export { readDifference } from './queries/read-difference.js';
export { readFactOrigin } from './queries/read-fact.js';
export { readFacts } from './queries/read-facts.js';
export type { FoundFacts } from './queries/read-facts.js';
export { readStates } from './queries/read-states.js';
export type { StateAsked, StoryState } from './queries/read-states.js';
export { readLog } from './queries/read-log.js';
export { readHistory } from './queries/read-history.js';
export type { History, KnownRow } from './queries/read-history.js';
export { readMetric } from './queries/read-metric.js';
export { readStory } from './queries/read-story.js';
export { readTimeline } from './queries/read-timeline.js';
export type { TimelineEntry, TimelinePlace } from './queries/read-timeline.js';
export { findVersionAt, readVersions } from './queries/read-versions.js';
export type { StoryVersion } from './queries/read-versions.js';
export { readView } from './queries/read-view.js';
export type { KnownStory, ViewRead } from './queries/read-view.js';
export { readVoices } from './queries/read-voices.js';
export type { Said } from './queries/read-voices.js';
export { readMoment, resolveMoment } from './queries/resolve-moment.js';
export type { Moment } from './queries/resolve-moment.js';
export { searchStories } from './queries/search-stories.js';
export type { FoundStory, SearchPlace, StorySearch } from './queries/search-stories.js';
export type { Reflected, Saying, ShownRow, Standpoint } from './queries/standpoint.js';
export { documentOf } from './queries/story-document.js';
export type { StoryDocument } from './queries/story-document.js';
export { readRows } from './read-rows.js';
export type { Change, Utterance } from './changes.js';
export type {
  CorrectionRow,
  EstimateRow,
  HeaderRow,
  RetractionRow,
  Row,
  RowDocs,
  RowKind,
  RowOfFact,
  StandRow,
  TimedKind,
} from './rows.js';
export { timedKinds } from './rows.js';
export { kindNames, tellChange, tellTime } from './tell/tell-change.js';
export { endless, inSentence, tellExtent } from './tell/tell-parts.js';
export { tellAmount } from './tell/tell-quantity.js';
export { tellSource, tellUtterance, tellWhen } from './tell/tell-utterance.js';
export { utteranceOf } from './utterance.js';
export { dashboardsSchema, generationsChannel, slotSchemas, viewsChannel, viewsSchema } from './views-schema.js';
export { readPlace, writeBatch, writeBatches, writeRows } from './write-batch.js';
export type { ViewsPlace, Written } from './write-batch.js';
export { buildGeneration, dropGeneration, endFeeding } from './generations/build-generation.js';
export type { BuildPlace } from './generations/build-generation.js';
export type { BuildProgress, BuildReport } from './generations/build-report.js';
export { clearSlot } from './generations/clear-slot.js';
export { cutViews } from './generations/cut-views.js';
export type { Cut, CutPlace } from './generations/cut-views.js';
export { findLogFork } from './generations/find-log-fork.js';
export { compareGenerations } from './generations/compare-generations.js';
export type { Comparison, Drift } from './generations/compare-generations.js';
export { showGeneration } from './generations/show-generation.js';
export { lineOf } from './generations/copy-rows.js';
export { eventColumns, eventOf } from './follow/read-followed.js';
export type { EventRow } from './follow/read-followed.js';
export { logSource } from './generations/story-source.js';
export type { StoryPlace, StorySource } from './generations/story-source.js';
export { isOfData } from './is-of-data.js';
export { findUnwritable } from './generations/find-unwritable.js';
export { healStory } from './generations/heal-story.js';
export { readGenerations, readParked } from './generations/read-generations.js';
export type { Generation } from './generations/read-generations.js';
export { foldedViews, inSlot, otherSlot, slots, slotSchema, viewsDefinition } from './generations/slot.js';
export type { FoldedView, Slot } from './generations/slot.js';
export type { ParkedNote, ParkedReason, ParkedStories, ParkedStory } from './parked-story.js';
export { ShownViews } from './generations/shown-views.js';
export type { ViewsNow } from './generations/shown-views.js';

export { appendRecorded, holdAppends } from './append-recorded.js';
export { beginEpoch, isGivenUp, readEpochs, takeOnEpoch } from './epochs.js';
export type { LastPublished } from './epochs.js';
export { appendBatch } from './append-batch.js';
export type { AppendOutcome, AppendRequest, Idempotency } from './append-batch.js';
export { Appender, AppenderFullError } from './appender.js';
export { ledgerLog } from './follow-ledger.js';
export { findKeptPublish, pruneKeptPublishes } from './idempotency.js';
export { ledgerChannel, ledgerSchema } from './ledger-schema.js';
export {
  findPositions,
  readCommitted,
  readCommittedAt,
  readCommittedStory,
  readCurrentEpoch,
  readEnvelopes,
} from './read-committed.js';
export type { CommittedEnvelope, CommittedEvent, Epoch } from './read-committed.js';
export {
  readByIds,
  readEpoch,
  readEventAt,
  readEvents,
  readHead,
  readSpan,
  readStory,
  readVersion,
} from './read-events.js';
export { readExtent, readSealed } from './read-sealed.js';
export type { SealedRow } from './read-sealed.js';
export { readStoriesInOrder } from './read-stories.js';
export { keepRejected, listRejected, pruneRejected } from './rejected.js';
export type { RejectedPublish } from './rejected.js';
export { findSnapshot, keepSnapshot } from './snapshots.js';

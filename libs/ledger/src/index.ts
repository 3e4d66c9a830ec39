export { appendBatch } from './append-batch.js';
export type { AppendOutcome, AppendRequest, Idempotency } from './append-batch.js';
export { Appender, AppenderFullError } from './appender.js';
export { ledgerLog } from './follow-ledger.js';
export { findKeptPublish, pruneKeptPublishes } from './idempotency.js';
export { ledgerChannel, ledgerSchema } from './ledger-schema.js';
export { readEpoch, readEventAt, readEvents, readHead, readStory, readVersion, readVersions } from './read-events.js';
export { keepRejected, listRejected, pruneRejected } from './rejected.js';
export type { RejectedPublish } from './rejected.js';

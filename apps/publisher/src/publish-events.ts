import { Command } from '@nestjs/cqrs';
import type { Result } from '#errors';
import type { StoryId } from '#events';
import type { Idempotency } from '#ledger';
import type { Expectation } from './read-expectation.js';
import type { PublishBody } from './read-publish-body.js';

export interface PublishRequest extends PublishBody {
  readonly story: StoryId;
  readonly expectation: Expectation;
  /** The opaque id of the key. */
  readonly recordedBy: string;
  readonly dryRun: boolean;
  readonly idempotency?: Idempotency;
}

/** What a publisher is answered; `version` and `position` are the last event's. */
export interface PublishAnswer {
  readonly story: string;
  readonly version: number;
  readonly position?: number;
  readonly recordedAt?: string;
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly version: number;
    readonly position?: number;
  }[];
}

export interface Published {
  readonly answer: PublishAnswer;
  /** Whether the events had been appended before, so that this answer is the first one again. */
  readonly replayed: boolean;
}

/** Publish a batch of events to one story, all or none. */
export class PublishEvents extends Command<Result<Published>> {
  constructor(readonly request: PublishRequest) {
    super();
  }
}

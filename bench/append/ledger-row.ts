import { randomFillSync } from 'node:crypto';
import { commitmentOf } from '#events';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import type { TurnStory } from './story-turns.js';

/** What both tables of the ledger hold of one event. */
export interface LedgerRow {
  readonly position: number;
  readonly version: number;
  readonly story: string;
  readonly id: string;
  readonly type: string;
  readonly recordedBy: string;
  readonly commitment: Buffer;
  readonly salt: Buffer;
  readonly data: string;
}

/** Makes the rows that the ledger's own function would: positions are counted here, because nobody else writes. */
export class LedgerRows {
  private position = 0;

  constructor(private readonly estimates: ReadyEstimates) {}

  next(story: TurnStory): LedgerRow {
    const { id, type, bytes } = this.estimates.take();
    const salt = randomFillSync(Buffer.allocUnsafe(16));
    this.position += 1;
    story.version += 1;
    return {
      position: this.position,
      version: story.version,
      story: story.id,
      id,
      type,
      recordedBy: 'k_bench',
      commitment: commitmentOf(salt, undefined, bytes),
      salt,
      data: bytes,
    };
  }
}

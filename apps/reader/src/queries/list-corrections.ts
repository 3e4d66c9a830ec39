import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { listMendings } from '#views';
import type { MendingFilter } from '#views';
import { writeCursor } from '../cursors.js';
import type { Representation } from '../representation.js';
import { requireWords } from '../require-words.js';
import { VIEWS } from '../views-pool.js';

/** Corrections and retractions across stories, the latest first. */
export class ListCorrections extends Query<Representation> {
  constructor(readonly filter: MendingFilter) {
    super();
  }
}

@QueryHandler(ListCorrections)
export class ListCorrectionsHandler implements IQueryHandler<ListCorrections> {
  constructor(@Inject(VIEWS) private readonly pool: pg.Pool) {}

  async execute({ filter }: ListCorrections): Promise<Representation> {
    if (filter.reason !== undefined) await requireWords(this.pool, 'reason', filter.reason);
    const { mendings, ...reflected } = await listMendings(this.pool, filter);
    const corrections = mendings.slice(0, filter.limit);
    const last = corrections.at(-1);
    const more = mendings.length > filter.limit && last !== undefined;
    const cursor = more ? { cursor: writeCursor({ after: last.position }) } : {};
    return { body: JSON.stringify({ corrections, ...cursor }), reflected, stability: 'moving' };
  }
}

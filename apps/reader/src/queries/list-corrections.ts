import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { listMendings } from '#views';
import type { MendingFilter } from '#views';
import { cutPage } from '../cut-page.js';
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
    const { shown: corrections, next } = cutPage(mendings, filter.limit, ({ position }) => ({ after: position }));
    return { body: JSON.stringify({ corrections, ...next }), reflected, stability: 'moving' };
  }
}

import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { listMendings, ShownViews } from '#views';
import type { MendingFilter } from '#views';
import { cutPage } from '../cut-page.js';
import type { Representation } from '../representation.js';
import { requireWords } from '../require-words.js';

/** Corrections and retractions across stories, the latest first. */
export class ListCorrections extends Query<Representation> {
  constructor(readonly filter: MendingFilter) {
    super();
  }
}

@QueryHandler(ListCorrections)
export class ListCorrectionsHandler implements IQueryHandler<ListCorrections> {
  constructor(@Inject(ShownViews) private readonly views: ShownViews) {}

  async execute({ filter }: ListCorrections): Promise<Representation> {
    const pool = await this.views.current();
    if (filter.reason !== undefined) await requireWords(pool, 'reason', filter.reason);
    const { mendings, ...reflected } = await listMendings(pool, filter);
    const { shown: corrections, next } = cutPage(mendings, filter.limit, ({ position }) => ({ after: position }));
    return { body: JSON.stringify({ corrections, ...next }), reflected, stability: 'moving' };
  }
}

import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { readTimeline, ShownViews } from '#views';
import { cutPage } from '../cut-page.js';
import type { TimelineCursor } from '../cursors.js';
import type { Representation } from '../representation.js';
import { findStanding, reflectedOf, requireStory } from '../stand-at.js';
import type { Look } from '../stand-at.js';
import { ViewsHead } from '../views-head.js';

export interface TimelinePageDemand {
  readonly order: 'earliest' | 'latest';
  readonly cursor: TimelineCursor | undefined;
  readonly limit: number;
}

/** A page of what was said and happened, in that order. */
export class ReadTimeline extends Query<Representation> {
  constructor(
    readonly story: string,
    readonly look: Look,
    readonly page: TimelinePageDemand,
  ) {
    super();
  }
}

@QueryHandler(ReadTimeline)
export class ReadTimelineHandler implements IQueryHandler<ReadTimeline> {
  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(ViewsHead) private readonly head: ViewsHead,
  ) {}

  async execute({ story, look, page }: ReadTimeline): Promise<Representation> {
    const pool = await this.views.current();
    const { standpoint, stability } = await findStanding(pool, this.head, story, look);
    const { order, cursor: after, limit } = page;
    const found = await readTimeline(pool, story, standpoint, { order, after, limit });
    const reflected = reflectedOf(standpoint, found);
    if (found.entries.length === 0) await requireStory(pool, story, reflected);
    const { shown, next } = cutPage(found.entries, limit, (last) => ({ at: reflected.position, ...last.place }));
    const timeline = shown.map(({ kind, view, facts }) => {
      return { kind, ...view, facts: facts.map((fact) => ({ kind: fact.kind, ...fact.view })) };
    });
    return { body: JSON.stringify({ story, timeline, ...next }), reflected, stability };
  }
}

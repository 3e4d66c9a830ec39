import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { readChanges, ShownViews } from '#views';
import { cutPage } from '../cut-page.js';
import type { ChangesCursor } from '../cursors.js';
import { findSpan } from '../find-span.js';
import type { SpanDemand } from '../find-span.js';
import type { Representation } from '../representation.js';
import { requireStory } from '../stand-at.js';
import { ViewsHead } from '../views-head.js';

interface ChangeSpan extends SpanDemand {
  readonly order: 'told' | 'recorded';
  readonly cursor: ChangesCursor | undefined;
  readonly limit: number;
}

/** What a reader must be told between two moments of a story. */
export class ReadChanges extends Query<Representation> {
  constructor(
    readonly story: string,
    readonly span: ChangeSpan,
  ) {
    super();
  }
}

@QueryHandler(ReadChanges)
export class ReadChangesHandler implements IQueryHandler<ReadChanges> {
  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(ViewsHead) private readonly head: ViewsHead,
  ) {}

  async execute({ story, span }: ReadChanges): Promise<Representation> {
    const pool = await this.views.current();
    const { from, to, reflected, stability, requireStill } = await findSpan(pool, this.head, story, span);
    const { order, cursor, limit } = span;
    const found = await readChanges(pool, story, { from, to, order, after: cursor, limit: limit + 1 });
    await requireStill();
    if (found.length === 0) await requireStory(pool, story, reflected);
    const { shown, next } = cutPage(found, limit, (last) => ({ to, ...last.place }));
    const changes = shown.map(({ change }) => change);
    return {
      body: JSON.stringify({ story, from, to, changes, ...next }),
      reflected,
      moments: { from, to },
      stability,
    };
  }
}

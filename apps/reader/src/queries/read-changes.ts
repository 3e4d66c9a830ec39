import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { readChanges, readPlace, ShownViews } from '#views';
import type { Moment } from '#views';
import { cutPage } from '../cut-page.js';
import { wrongParameter } from '../parameters.js';
import type { ChangesCursor } from '../cursors.js';
import type { Representation } from '../representation.js';
import { meet, requireReached, requireStory, standAt } from '../stand-at.js';
import type { Demand } from '../stand-at.js';
import { ViewsHead } from '../views-head.js';

interface ChangeSpan extends Demand {
  readonly from: Moment | undefined;
  readonly to: Moment | undefined;
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
    const place = await meet(pool, this.head, span);
    const stands = (moment: Moment | undefined) =>
      moment === undefined ? undefined : standAt(pool, this.head, story, moment);
    const { order, cursor, limit } = span;
    const from = await stands(span.from);
    // All pages are up to where the first one was.
    const to = await stands(cursor === undefined ? span.to : { by: 'position', position: cursor.to });
    const start = from?.position ?? 0;
    const end = to?.position ?? Math.max(place.position, start);
    if (start > end) throw wrongParameter('from', 'after-to', 'must not be after to');
    const page = { from: start, to: end, order, after: cursor, limit: limit + 1 };
    const found = await readChanges(pool, story, page);
    if (end > place.position) requireReached((await readPlace(pool)).position, end);
    const reflected = { position: end, epoch: place.epoch };
    if (found.length === 0) await requireStory(pool, story, reflected);
    const { shown, next } = cutPage(found, limit, (last) => ({ to: end, ...last.place }));
    const changes = shown.map(({ change }) => change);
    const isOpen = to?.stability === 'open' || from?.stability === 'open';
    return {
      body: JSON.stringify({ story, from: start, to: end, changes, ...next }),
      reflected,
      moments: { from: start, to: end },
      stability: to === undefined ? 'moving' : isOpen ? 'open' : 'settled',
    };
  }
}

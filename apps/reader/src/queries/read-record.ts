import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { readLog, ShownViews } from '#views';
import { writeCursor } from '../cursors.js';
import type { Representation } from '../representation.js';
import { meet, storyUnknown } from '../stand-at.js';
import type { Demand } from '../stand-at.js';
import { ViewsHead } from '../views-head.js';

interface RecordSpan extends Demand {
  readonly after: number;
  readonly limit: number;
}

/** The record itself: the events of a story, or of all, behind a position. */
export class ReadRecord extends Query<Representation> {
  constructor(
    readonly story: string | undefined,
    readonly span: RecordSpan,
  ) {
    super();
  }
}

@QueryHandler(ReadRecord)
export class ReadRecordHandler implements IQueryHandler<ReadRecord> {
  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(ViewsHead) private readonly head: ViewsHead,
  ) {}

  async execute({ story, span }: ReadRecord): Promise<Representation> {
    const pool = await this.views.current();
    const place = await meet(pool, this.head, span);
    const read = (after: number, limit: number) =>
      readLog(pool, { ...(story === undefined ? {} : { story }), after, to: place.position, limit });
    const { events, last, hasMore } = await read(span.after, span.limit);
    if (story !== undefined && events.length === 0 && (await read(0, 1)).events.length === 0) throw storyUnknown(story);
    const cursor = hasMore ? `,"cursor":"${writeCursor({ after: last })}"` : '';
    return { body: `{"events":[${events.join(',')}]${cursor}}`, reflected: place, stability: 'moving' };
  }
}

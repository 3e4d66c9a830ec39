import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { readChanges, readStory } from '#views';
import type { Moment } from '#views';
import { writeCursor, wrongParameter } from '../parameters.js';
import type { Representation } from '../representation.js';
import { meet, standAt, storyUnknown } from '../stand-at.js';
import type { Demand } from '../stand-at.js';
import { ViewsHead } from '../views-head.js';
import { VIEWS } from '../views-pool.js';

interface ChangeSpan extends Demand {
  readonly from: Moment | undefined;
  readonly to: Moment | undefined;
  /** Where the page before ended. */
  readonly after: number | undefined;
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
    @Inject(VIEWS) private readonly pool: pg.Pool,
    @Inject(ViewsHead) private readonly head: ViewsHead,
  ) {}

  async execute({ story, span }: ReadChanges): Promise<Representation> {
    const place = await meet(this.pool, this.head, span);
    const stands = (moment: Moment | undefined) =>
      moment === undefined ? undefined : standAt(this.pool, this.head, story, moment);
    const from = await stands(span.from);
    const to = await stands(span.to);
    const start = from?.position ?? 0;
    const end = to?.position ?? Math.max(place.position, start);
    if (start > end) throw wrongParameter('from', 'after-to', 'must not be after to');
    const page = { from: Math.max(start, span.after ?? 0), to: end, limit: span.limit + 1 };
    const found = await readChanges(this.pool, story, page);
    if (found.length === 0 && (await readStory(this.pool, story, end)).document === undefined)
      throw storyUnknown(story);
    const changes = found.slice(0, span.limit);
    const last = changes.at(-1);
    const cursor =
      found.length > span.limit && last !== undefined ? { cursor: writeCursor({ after: last.position }) } : {};
    return {
      body: JSON.stringify({ story, from: start, to: end, changes, ...cursor }),
      reflected: { position: end, epoch: place.epoch },
      stability:
        to === undefined ? 'moving' : to.stability === 'open' || from?.stability === 'open' ? 'open' : 'settled',
    };
  }
}

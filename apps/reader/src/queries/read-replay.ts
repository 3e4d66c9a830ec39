import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { readReplay, ShownViews } from '#views';
import { writeCursor } from '../cursors.js';
import type { ReplayCursor } from '../cursors.js';
import { findSpan } from '../find-span.js';
import type { SpanDemand } from '../find-span.js';
import type { Representation } from '../representation.js';
import { requireStory } from '../stand-at.js';
import { ViewsHead } from '../views-head.js';

interface ReplaySpan extends SpanDemand {
  readonly cursor: ReplayCursor | undefined;
  readonly limit: number;
}

/** What each event between two moments of a story did to its view. */
export class ReadReplay extends Query<Representation> {
  constructor(
    readonly story: string,
    readonly span: ReplaySpan,
  ) {
    super();
  }
}

@QueryHandler(ReadReplay)
export class ReadReplayHandler implements IQueryHandler<ReadReplay> {
  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(ViewsHead) private readonly head: ViewsHead,
  ) {}

  async execute({ story, span }: ReadReplay): Promise<Representation> {
    const pool = await this.views.current();
    const { from, to, reflected, stability, requireStill } = await findSpan(pool, this.head, story, span);
    const { cursor, limit } = span;
    const { steps, hasMore } = await readReplay(pool, story, { after: cursor?.after ?? from, to, limit });
    await requireStill();
    if (steps.length === 0) await requireStory(pool, story, reflected);
    const last = steps.at(-1)?.step.position;
    const next = hasMore && last !== undefined ? `,"cursor":"${writeCursor({ to, after: last })}"` : '';
    // The data goes in as it was published.
    const told = steps.map(({ step, data }) => `${JSON.stringify(step).slice(0, -1)},"data":${data}}`);
    return {
      body: `{"story":"${story}","from":${from},"to":${to},"steps":[${told.join(',')}]${next}}`,
      reflected,
      moments: { from, to },
      stability,
    };
  }
}

import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { readStory } from '#views';
import type { Moment } from '#views';
import type { Representation } from '../representation.js';
import { meet, standAt, storyUnknown } from '../stand-at.js';
import type { Demand } from '../stand-at.js';
import { ViewsHead } from '../views-head.js';
import { VIEWS } from '../views-pool.js';

/** A story now, or as it was known at a moment. */
export class ReadStory extends Query<Representation> {
  constructor(
    readonly story: string,
    readonly moment: Moment | undefined,
    readonly demand: Demand,
  ) {
    super();
  }
}

@QueryHandler(ReadStory)
export class ReadStoryHandler implements IQueryHandler<ReadStory> {
  constructor(
    @Inject(VIEWS) private readonly pool: pg.Pool,
    @Inject(ViewsHead) private readonly head: ViewsHead,
  ) {}

  async execute({ story, moment, demand }: ReadStory): Promise<Representation> {
    await meet(this.pool, this.head, demand);
    const stand = moment === undefined ? undefined : await standAt(this.pool, this.head, story, moment);
    const { document, ...reflected } = await readStory(this.pool, story, stand?.position);
    if (document === undefined) throw storyUnknown(story);
    return {
      body: JSON.stringify(document),
      reflected,
      version: document.version,
      stability: stand?.stability ?? 'moving',
      ...(stand?.stability === 'open' ? { permanent: `/v1/stories/${story}?asOf=${stand.position}` } : {}),
    };
  }
}

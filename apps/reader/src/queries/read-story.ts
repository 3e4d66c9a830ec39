import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { readStory, readVersions } from '#views';
import type { Moment } from '#views';
import { linksOfMemento, linksOfStory } from '../memento-links.js';
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
    const { version, changedAt } = document;
    const beside = stand === undefined ? [] : await readVersions(this.pool, story, [1, version - 1, version + 1]);
    const inTime =
      stand === undefined
        ? { links: linksOfStory(story) }
        : { links: linksOfMemento(story, version, beside), since: changedAt };
    return {
      body: JSON.stringify(document),
      reflected,
      version,
      inTime,
      stability: stand?.stability ?? 'moving',
      ...(stand?.stability === 'open' ? { permanent: `/v1/stories/${story}?asOf=${stand.position}` } : {}),
    };
  }
}

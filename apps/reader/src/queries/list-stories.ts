import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { listStories, readPlace } from '#views';
import type { StoryFilter } from '#views';
import { writeCursor } from '../cursors.js';
import type { Representation } from '../representation.js';
import { VIEWS } from '../views-pool.js';

export class ListStories extends Query<Representation> {
  constructor(readonly filter: StoryFilter) {
    super();
  }
}

@QueryHandler(ListStories)
export class ListStoriesHandler implements IQueryHandler<ListStories> {
  constructor(@Inject(VIEWS) private readonly pool: pg.Pool) {}

  async execute({ filter }: ListStories): Promise<Representation> {
    const reflected = await readPlace(this.pool);
    const found = await listStories(this.pool, { ...filter, limit: filter.limit + 1 });
    const stories = found.slice(0, filter.limit);
    const last = stories.at(-1);
    const cursor =
      found.length > filter.limit && last !== undefined
        ? { cursor: writeCursor({ changed: last.position, story: last.story }) }
        : {};
    return { body: JSON.stringify({ stories, ...cursor }), reflected, stability: 'moving' };
  }
}

import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { listStories, readPlace, ShownViews } from '#views';
import type { ListedStory, StoryFilter } from '#views';
import { cutPage } from '../cut-page.js';
import type { Representation } from '../representation.js';

export class ListStories extends Query<Representation> {
  constructor(readonly filter: StoryFilter) {
    super();
  }
}

@QueryHandler(ListStories)
export class ListStoriesHandler implements IQueryHandler<ListStories> {
  constructor(@Inject(ShownViews) private readonly views: ShownViews) {}

  async execute({ filter }: ListStories): Promise<Representation> {
    const pool = await this.views.current();
    const reflected = await readPlace(pool);
    const found = await listStories(pool, { ...filter, limit: filter.limit + 1 });
    const placeOf = ({ position, story }: ListedStory) => ({ changed: position, story });
    const { shown: stories, next } = cutPage(found, filter.limit, placeOf);
    return { body: JSON.stringify({ stories, ...next }), reflected, stability: 'moving' };
  }
}

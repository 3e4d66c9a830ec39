import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { readPlace, searchStories, ShownViews } from '#views';
import type { StorySearch } from '#views';
import { cutPage } from '../cut-page.js';
import type { Representation } from '../representation.js';
import { requireWords } from '../require-words.js';

/** Stories that hold some words, the best first, with where they stand. */
export class SearchStories extends Query<Representation> {
  constructor(readonly search: StorySearch) {
    super();
  }
}

@QueryHandler(SearchStories)
export class SearchStoriesHandler implements IQueryHandler<SearchStories> {
  constructor(@Inject(ShownViews) private readonly views: ShownViews) {}

  async execute({ search }: SearchStories): Promise<Representation> {
    const pool = await this.views.current();
    await requireWords(pool, 'q', search.q);
    const reflected = await readPlace(pool);
    const found = await searchStories(pool, { ...search, limit: search.limit + 1 });
    const { shown: stories, next } = cutPage(found, search.limit, ({ rank, story }) => ({ rank, story }));
    return { body: JSON.stringify({ stories, ...next }), reflected, stability: 'moving' };
  }
}

import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { readPlace, searchStories } from '#views';
import type { StorySearch } from '#views';
import { cutPage } from '../cut-page.js';
import type { Representation } from '../representation.js';
import { requireWords } from '../require-words.js';
import { VIEWS } from '../views-pool.js';

/** Stories that hold some words, the best first, with where they stand. */
export class SearchStories extends Query<Representation> {
  constructor(readonly search: StorySearch) {
    super();
  }
}

@QueryHandler(SearchStories)
export class SearchStoriesHandler implements IQueryHandler<SearchStories> {
  constructor(@Inject(VIEWS) private readonly pool: pg.Pool) {}

  async execute({ search }: SearchStories): Promise<Representation> {
    await requireWords(this.pool, 'q', search.q);
    const reflected = await readPlace(this.pool);
    const found = await searchStories(this.pool, { ...search, limit: search.limit + 1 });
    const { shown: stories, next } = cutPage(found, search.limit, ({ rank, story }) => ({ rank, story }));
    return { body: JSON.stringify({ stories, ...next }), reflected, stability: 'moving' };
  }
}

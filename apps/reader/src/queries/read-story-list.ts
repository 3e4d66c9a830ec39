import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { en, storyList } from '#page';
import type { StoryList } from '#page';
import { SETTINGS } from '#runtime';
import type { Settings } from '#process';
import { isSearchable, listStories, readPlace, searchStories, ShownViews } from '#views';
import type { ListedStory, SearchPlace } from '#views';
import { cutPage } from '../cut-page.js';
import type { ListCursor } from '../cursors.js';
import { webFiles } from '../pages/assets.js';
import { html } from '../pages/page-headers.js';
import type { Representation } from '../representation.js';

const pageLength = 30;

type ListWanted =
  | { readonly q?: undefined; readonly after: ListCursor | undefined }
  | { readonly q: string; readonly place: SearchPlace | undefined };

/** The page that lists stories: all by their latest change, or those that hold some words. */
export class ReadStoryList extends Query<Representation> {
  constructor(readonly wanted: ListWanted) {
    super();
  }
}

@QueryHandler(ReadStoryList)
export class ReadStoryListHandler implements IQueryHandler<ReadStoryList> {
  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async execute({ wanted }: ReadStoryList): Promise<Representation> {
    const pool = await this.views.current();
    const reflected = await readPlace(pool);
    const list = wanted.q === undefined ? await this.listed(wanted.after) : await this.found(wanted.q, wanted.place);
    const site = this.settings.publicUrl.replace(/\/+$/, '');
    const page = storyList(list, { site, assets: webFiles().assets }, { words: en, zone: 'UTC', base: '' });
    return { body: page.text, type: html, reflected, stability: 'moving' };
  }

  private async listed(after: ListCursor | undefined): Promise<StoryList> {
    const pool = await this.views.current();
    const filter = { order: 'changed', limit: pageLength + 1, ...(after === undefined ? {} : { after }) } as const;
    const found = await listStories(pool, filter);
    const placeOf = ({ position, story }: ListedStory) => ({ changed: position, story });
    const { shown, next } = cutPage(found, pageLength, placeOf);
    return { stories: shown, next: next.cursor };
  }

  private async found(q: string, after: SearchPlace | undefined): Promise<StoryList> {
    const pool = await this.views.current();
    // Words that only leave out find nothing here: a page has no use for a refusal.
    const found = (await isSearchable(pool, q)) ? await searchStories(pool, { q, after, limit: pageLength + 1 }) : [];
    const { shown, next } = cutPage(found, pageLength, ({ rank, story }) => ({ rank, story }));
    return { query: q, stories: shown, next: next.cursor };
  }
}

import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { cardPicture, en, storyPage } from '#page';
import { SETTINGS } from '#runtime';
import type { Settings } from '#process';
import { findVersionAt, ShownViews } from '#views';
import type { Moment } from '#views';
import { Body } from '../body.js';
import { KeptStates } from '../kept-states.js';
import { webFiles } from '../pages/assets.js';
import { drawPicture } from '../pages/draw-picture.js';
import { findStoryPage } from '../pages/find-story-page.js';
import type { PageWanted } from '../pages/find-story-page.js';
import { html } from '../pages/page-headers.js';
import { tagPrefixOf } from '../representation.js';
import type { Representation } from '../representation.js';
import { SharedReads } from '../shared-reads.js';
import { findStanding, laterOf } from '../stand-at.js';
import type { Look } from '../stand-at.js';
import { StoryStates } from '../story-states.js';
import { ViewsHead } from '../views-head.js';
import type { HasBody } from './read-story.js';

export interface StoryPageDemand extends Omit<PageWanted, 'from'> {
  readonly from: Moment | undefined;
  readonly as: 'page' | 'card';
}

/** A story as people read it, now or as it was known at a moment. */
export class ReadStoryPage extends Query<Representation> {
  constructor(
    readonly story: string,
    readonly look: Look,
    readonly demand: StoryPageDemand,
    readonly hasBody: HasBody,
  ) {
    super();
  }
}

interface MadePage extends Representation {
  readonly type: string;
  readonly version: number;
  readonly lastPosition: number;
}

/** Pages are larger than JSON, in bytes as they are kept. */
const mostBytes = 96 * 1024 * 1024;
const telling = { words: en, zone: 'UTC', base: '' };

@QueryHandler(ReadStoryPage)
export class ReadStoryPageHandler implements IQueryHandler<ReadStoryPage> {
  private readonly shared = new SharedReads<MadePage>();
  private readonly states: StoryStates;
  private readonly kept = new KeptStates(mostBytes);

  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(ViewsHead) private readonly head: ViewsHead,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.states = new StoryStates(views);
  }

  /** The page of now is kept as it was made, as long as the database says that the story has not changed. */
  async execute(query: ReadStoryPage): Promise<Representation> {
    const { story, look, demand, hasBody } = query;
    const { order, after, from, as } = demand;
    const isPlain =
      look.moment === undefined && look.minPosition === undefined && after === undefined && from === undefined;
    const state = isPlain ? await this.states.ask({ story, at: undefined }) : undefined;
    if (state === undefined) return this.make(query);
    const place = `${this.views.state} ${this.views.parked.has(story)} ${as} ${order} ${story}`;
    const kept = this.kept.find(place, state.name);
    const body =
      kept === undefined
        ? undefined
        : hasBody(tagPrefixOf(kept.answer), kept.digest)
          ? kept.digest
          : this.kept.bodyOf(place, kept);
    if (kept !== undefined && body !== undefined) return { ...kept.answer, body, reflected: state };
    const shared = await this.shared.read(`${place} of ${state.name}`, async () => {
      const made = await this.make(query);
      const { lastPosition, body, type, version, stability } = made;
      // What was published meanwhile is of another state: it is shown, and not kept under this one.
      if (lastPosition === state.last && body instanceof Body) {
        this.kept.keep(place, state.name, { type, version, stability }, body);
      }
      return made;
    });
    return { ...shared, reflected: laterOf(shared.reflected, state) };
  }

  private async make({ story, look, demand }: ReadStoryPage): Promise<MadePage> {
    const pool = await this.views.current();
    const { standpoint, stability } = await findStanding(pool, this.head, story, look);
    const { from } = demand;
    const since =
      from?.by === 'version'
        ? from.version
        : from?.by === 'time'
          ? await findVersionAt(pool, story, from.at)
          : undefined;
    const wanted = { ...demand, from: since };
    const found = await findStoryPage(pool, story, { standpoint }, wanted, this.views.parked.get(story));
    const { page, reflected } = found;
    const { version, position } = page.document;
    const [content, type] =
      demand.as === 'card'
        ? [await drawPicture(cardPicture(page, telling).text), 'image/png']
        : [storyPage(page, { site: this.site, assets: webFiles().assets }, telling).text, html];
    // A page of a time is not told to be kept: what it means by then may still come.
    return {
      body: new Body(content),
      type,
      reflected,
      version,
      stability: stability === 'open' ? 'moving' : stability,
      lastPosition: position,
    };
  }

  private get site(): string {
    return this.settings.publicUrl.replace(/\/+$/, '');
  }
}

import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { exportFormats } from '#exports';
import type { ExportSuffix } from '#exports';
import { SETTINGS } from '#runtime';
import type { Settings } from '#process';
import { readView, ShownViews } from '#views';
import type { Standpoint, ViewsNow } from '#views';
import { Body } from '../body.js';
import type { Representation } from '../representation.js';
import { NamedRounds } from '../named-rounds.js';
import { findStanding, reflectedOf, storyUnknown } from '../stand-at.js';
import type { Look } from '../stand-at.js';
import { viewOfStory } from '../view-of-story.js';
import { ViewsHead } from '../views-head.js';

/** All that is known of a story, in a format that others read. */
export class ExportStory extends Query<Representation> {
  constructor(
    readonly story: string,
    readonly suffix: ExportSuffix,
    readonly look: Look,
  ) {
    super();
  }
}

type StoryFile = Omit<Representation, 'stability'>;

@QueryHandler(ExportStory)
export class ExportStoryHandler implements IQueryHandler<ExportStory> {
  private readonly files = new NamedRounds<StoryFile>();

  constructor(
    @Inject(ShownViews) private readonly views: ViewsNow,
    @Inject(ViewsHead) private readonly head: ViewsHead,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async execute({ story, suffix, look }: ExportStory): Promise<Representation> {
    const pool = await this.views.current();
    const { standpoint, stability } = await findStanding(pool, this.head, story, look);
    const demand = [look.minPosition, look.epoch].map((one) => one ?? '');
    const name = [story, suffix, standpoint.at ?? '', ...demand].join(' ');
    return { ...(await this.files.join(name, () => this.makeFile(story, suffix, standpoint))), stability };
  }

  private async makeFile(story: string, suffix: ExportSuffix, standpoint: Standpoint): Promise<StoryFile> {
    const pool = await this.views.current();
    const { view, ...read } = await readView(pool, story, standpoint.at);
    const reflected = reflectedOf(standpoint, read);
    if (view === undefined) throw storyUnknown(story, this.views.parked.get(story));
    const { ledger, publicUrl } = this.settings;
    const { mediaType, render } = exportFormats[suffix];
    const named = { story, ledger, publicUrl: publicUrl.replace(/\/+$/, ''), epoch: reflected.epoch ?? '' };
    const body = new Body(render(viewOfStory(named, view)));
    return { body, type: mediaType, reflected, version: view.version };
  }
}

import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { RefusalError } from '#errors';
import { SETTINGS } from '#runtime';
import type { Settings } from '#process';
import { readVersions, ShownViews } from '#views';
import { linkFormat } from '../memento-links.js';
import type { Representation } from '../representation.js';
import { meet, storyUnknown } from '../stand-at.js';
import type { Demand } from '../stand-at.js';
import { versionsFor, writeTimeMap } from '../time-map.js';
import { ViewsHead } from '../views-head.js';

/** The states that a story has had, each with its address. */
export class ReadTimeMap extends Query<Representation> {
  constructor(
    readonly story: string,
    readonly page: number,
    readonly demand: Demand,
  ) {
    super();
  }
}

@QueryHandler(ReadTimeMap)
export class ReadTimeMapHandler implements IQueryHandler<ReadTimeMap> {
  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(ViewsHead) private readonly head: ViewsHead,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async execute({ story, page, demand }: ReadTimeMap): Promise<Representation> {
    const pool = await this.views.current();
    const reflected = await meet(pool, this.head, demand);
    const versions = await readVersions(pool, story, versionsFor(page));
    const last = versions.at(-1)?.version;
    if (last === undefined) throw storyUnknown(story);
    const body = writeTimeMap(this.settings.publicUrl, story, page, versions);
    if (body === undefined) {
      const detail = `The story ${story} has ${last} versions here, and no page ${page} of them.`;
      throw new RefusalError({ code: 'version-unknown', detail });
    }
    return { body, type: linkFormat, reflected, stability: 'moving' };
  }
}

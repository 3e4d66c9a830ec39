import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { RefusalError } from '#errors';
import { SETTINGS } from '#runtime';
import type { Settings } from '#runtime';
import { readVersions } from '#views';
import { linkFormat } from '../memento-links.js';
import type { Representation } from '../representation.js';
import { meet, storyUnknown } from '../stand-at.js';
import type { Demand } from '../stand-at.js';
import { versionsFor, writeTimeMap } from '../time-map.js';
import { ViewsHead } from '../views-head.js';
import { VIEWS } from '../views-pool.js';

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
    @Inject(VIEWS) private readonly pool: pg.Pool,
    @Inject(ViewsHead) private readonly head: ViewsHead,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async execute({ story, page, demand }: ReadTimeMap): Promise<Representation> {
    const reflected = await meet(this.pool, this.head, demand);
    const versions = await readVersions(this.pool, story, versionsFor(page));
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

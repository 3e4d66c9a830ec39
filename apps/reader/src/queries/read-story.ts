import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { readStory, readVersions } from '#views';
import { linksOfMemento, linksOfStory } from '../memento-links.js';
import type { Representation } from '../representation.js';
import { SharedReads } from '../shared-reads.js';
import { findStanding, storyUnknown } from '../stand-at.js';
import type { Look } from '../stand-at.js';
import { ViewsHead } from '../views-head.js';
import { VIEWS } from '../views-pool.js';

/** A story now, or as it was known at a moment, or as far as it had been said by a date, or both. */
export class ReadStory extends Query<Representation> {
  constructor(
    readonly story: string,
    readonly look: Look,
  ) {
    super();
  }
}

@QueryHandler(ReadStory)
export class ReadStoryHandler implements IQueryHandler<ReadStory> {
  private readonly shared = new SharedReads<Representation>();

  constructor(
    @Inject(VIEWS) private readonly pool: pg.Pool,
    @Inject(ViewsHead) private readonly head: ViewsHead,
  ) {}

  async execute({ story, look }: ReadStory): Promise<Representation> {
    const { moment, until, minPosition, epoch } = look;
    // A position needs no look-up, and who demands nothing may share what others are reading just now.
    const isPlain = minPosition === undefined && epoch === undefined;
    if (!isPlain || (moment !== undefined && moment.by !== 'position')) return this.read(story, look);
    return this.shared.read(`${story} ${moment?.position ?? ''} ${until ?? ''}`, () => this.read(story, look));
  }

  private async read(story: string, look: Look): Promise<Representation> {
    const { standpoint, stability } = await findStanding(this.pool, this.head, story, look);
    const { document, position, epoch } = await readStory(this.pool, story, standpoint);
    if (document === undefined) throw storyUnknown(story);
    const { version, changedAt } = document;
    const isMemento = standpoint.at !== undefined;
    const beside = isMemento ? await readVersions(this.pool, story, [1, version - 1, version + 1]) : [];
    const inTime = isMemento
      ? { links: linksOfMemento(story, version, beside), since: changedAt }
      : { links: linksOfStory(story) };
    return {
      body: JSON.stringify(document),
      reflected: { position, epoch },
      version,
      inTime,
      stability,
      ...(stability === 'open' ? { permanent: `/v1/stories/${story}?asOf=${position}` } : {}),
    };
  }
}

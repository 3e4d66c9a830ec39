import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { readHistory, readVersions, ShownViews } from '#views';
import { Body } from '../body.js';
import type { Representation } from '../representation.js';
import { NamedRounds } from '../named-rounds.js';
import { storyUnknown } from '../stand-at.js';

/** Beyond, a history is too long to be sent whole: the page asks for the moments that it shows. */
const mostVersions = 1_000;

/** All that was ever known of a story, for the page that shows it. */
export class ReadStoryHistory extends Query<Representation> {
  constructor(readonly story: string) {
    super();
  }
}

@QueryHandler(ReadStoryHistory)
export class ReadStoryHistoryHandler implements IQueryHandler<ReadStoryHistory> {
  private readonly rounds = new NamedRounds<Representation>();

  constructor(@Inject(ShownViews) private readonly views: ShownViews) {}

  execute({ story }: ReadStoryHistory): Promise<Representation> {
    return this.rounds.join(`${this.views.state} ${story}`, () => this.read(story));
  }

  private async read(story: string): Promise<Representation> {
    const pool = await this.views.current();
    const versions = await readVersions(pool, story, []);
    const last = versions.at(-1)?.version ?? 0;
    const isParked = this.views.parked.has(story);
    const { history, ...reflected } = await readHistory(pool, story, mostVersions);
    if (last === 0) throw storyUnknown(story);
    const { epoch, position } = reflected;
    const body = JSON.stringify({ story, last, isParked, epoch, position, history });
    return { body: new Body(body), reflected, stability: 'moving' };
  }
}

import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { findVersionAt, ShownViews } from '#views';
import type { Reflected } from '#views';
import { meet, storyUnknown } from '../stand-at.js';
import type { Demand } from '../stand-at.js';
import { ViewsHead } from '../views-head.js';

export interface FoundMemento {
  readonly version: number;
  readonly reflected: Reflected;
}

/** Which version of a story was current at a time. */
export class FindMemento extends Query<FoundMemento> {
  constructor(
    readonly story: string,
    readonly second: string,
    readonly demand: Demand,
  ) {
    super();
  }
}

@QueryHandler(FindMemento)
export class FindMementoHandler implements IQueryHandler<FindMemento> {
  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(ViewsHead) private readonly head: ViewsHead,
  ) {}

  async execute({ story, second, demand }: FindMemento): Promise<FoundMemento> {
    const pool = await this.views.current();
    const reflected = await meet(pool, this.head, demand);
    const version = await findVersionAt(pool, story, second);
    if (version === undefined) throw storyUnknown(story);
    return { version, reflected };
  }
}

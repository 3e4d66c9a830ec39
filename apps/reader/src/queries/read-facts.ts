import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { readFacts, ShownViews } from '#views';
import type { RowKind } from '#views';
import { cutPage } from '../cut-page.js';
import type { FactsCursor } from '../cursors.js';
import type { Representation } from '../representation.js';
import { findStanding, reflectedOf, requireStory } from '../stand-at.js';
import type { Look } from '../stand-at.js';
import { ViewsHead } from '../views-head.js';

export interface Part {
  /** What the list is called in the answer. */
  readonly name: string;
  readonly kinds: readonly RowKind[];
}

/** A page of one part of a story, the latest recorded first. */
export class ReadFacts extends Query<Representation> {
  constructor(
    readonly story: string,
    readonly part: Part,
    readonly look: Look,
    readonly page: { readonly cursor: FactsCursor | undefined; readonly limit: number },
  ) {
    super();
  }
}

@QueryHandler(ReadFacts)
export class ReadFactsHandler implements IQueryHandler<ReadFacts> {
  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(ViewsHead) private readonly head: ViewsHead,
  ) {}

  async execute({ story, part, look, page }: ReadFacts): Promise<Representation> {
    const pool = await this.views.current();
    const { standpoint, stability } = await findStanding(pool, this.head, story, look);
    const { kinds } = part;
    const { cursor, limit } = page;
    const found = await readFacts(pool, story, standpoint, { kinds, before: cursor?.next, limit });
    const reflected = reflectedOf(standpoint, found);
    if (found.facts.length === 0) await requireStory(pool, story, reflected);
    const { shown, next } = cutPage(found.facts, limit, (last) => ({ at: reflected.position, next: last.position }));
    const views = shown.map(({ kind, view }) => (kinds.length === 1 ? view : { mends: kind, ...view }));
    return {
      body: JSON.stringify({ story, [part.name]: views, ...next }),
      reflected,
      stability,
    };
  }
}

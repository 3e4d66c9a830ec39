import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { RefusalError } from '#errors';
import { readFactOrigin, ShownViews } from '#views';
import type { RowKind } from '#views';
import type { Representation } from '../representation.js';
import { findStanding, reflectedOf, requireStory } from '../stand-at.js';
import type { Look } from '../stand-at.js';
import { ViewsHead } from '../views-head.js';

const kinds: readonly RowKind[] = [
  ...(['story', 'title', 'summary', 'link', 'closing', 'reopening', 'source', 'estimate', 'statement'] as const),
  ...(['claim', 'position', 'occurrence', 'correction', 'retraction'] as const),
];

/** One fact: where it comes from, and what was known of it, in its latest versions. */
export class ReadFact extends Query<Representation> {
  constructor(
    readonly story: string,
    readonly id: string,
    readonly look: Look,
  ) {
    super();
  }
}

@QueryHandler(ReadFact)
export class ReadFactHandler implements IQueryHandler<ReadFact> {
  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(ViewsHead) private readonly head: ViewsHead,
  ) {}

  async execute({ story, id, look }: ReadFact): Promise<Representation> {
    const pool = await this.views.current();
    const { standpoint, stability } = await findStanding(pool, this.head, story, look);
    const { origin, ...read } = await readFactOrigin(pool, story, id, kinds, standpoint.at);
    const reflected = reflectedOf(standpoint, read);
    if (origin === undefined) {
      await requireStory(pool, story, reflected);
      throw new RefusalError({ code: 'fact-not-found', detail: `The story ${story} has no fact ${id} here.` });
    }
    const { kind, view, sources, recordedBy, visibleAt, history } = origin;
    return {
      body: JSON.stringify({ story, kind, fact: view, sources, recordedBy, visibleAt, history }),
      reflected,
      stability,
    };
  }
}

import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { readMetric, ShownViews } from '#views';
import type { RowDocs } from '#views';
import { RefusalError } from '#errors';
import { cutPage } from '../cut-page.js';
import type { FactsCursor } from '../cursors.js';
import type { Representation } from '../representation.js';
import { findStanding, reflectedOf, requireStory } from '../stand-at.js';
import type { Look } from '../stand-at.js';
import { ViewsHead } from '../views-head.js';

/** A page of the figures of one metric of a story, the earliest recorded first, in their chains of revisions. */
export class ReadMetric extends Query<Representation> {
  constructor(
    readonly story: string,
    readonly metric: string,
    readonly look: Look,
    readonly page: { readonly cursor: FactsCursor | undefined; readonly limit: number },
  ) {
    super();
  }
}

@QueryHandler(ReadMetric)
export class ReadMetricHandler implements IQueryHandler<ReadMetric> {
  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(ViewsHead) private readonly head: ViewsHead,
  ) {}

  async execute({ story, metric, look, page }: ReadMetric): Promise<Representation> {
    const pool = await this.views.current();
    const { standpoint, stability } = await findStanding(pool, this.head, story, look);
    const { cursor, limit } = page;
    const found = await readMetric(pool, story, metric, standpoint, { after: cursor?.next ?? 0, limit });
    const reflected = reflectedOf(standpoint, found);
    const { shown, next } = cutPage(found.facts, limit, (last) => ({ at: reflected.position, next: last.position }));
    const estimates = shown.map(({ view }) => view as RowDocs['estimate']);
    const [first] = estimates;
    if (first === undefined) {
      await requireStory(pool, story, reflected);
      throw new RefusalError({
        code: 'fact-not-found',
        detail: `The story ${story} has no figures of ${metric} here.`,
      });
    }
    const body = { story, metric: first.data.metric, chains: chainsOf(estimates), estimates, ...next };
    return { body: JSON.stringify(body), reflected, stability };
  }
}

/** The figures of the page by their chains, each from its first to its last; and which one stands at its end. */
function chainsOf(estimates: readonly RowDocs['estimate'][]) {
  const chains = new Map<string, { readonly figures: string[]; current?: string }>();
  for (const { id, chain, status } of estimates) {
    const known = chains.get(chain) ?? { figures: [] };
    known.figures.push(id);
    if (status === 'current' || status === 'withdrawn') known.current = id;
    chains.set(chain, known);
  }
  return [...chains].map(([chain, known]) => ({ chain, ...known }));
}

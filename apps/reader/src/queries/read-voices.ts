import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { readVoices, ShownViews } from '#views';
import { writeCursor } from '../cursors.js';
import type { FactsCursor } from '../cursors.js';
import type { Representation } from '../representation.js';
import { findStanding, reflectedOf } from '../stand-at.js';
import type { Look } from '../stand-at.js';
import { ViewsHead } from '../views-head.js';

/** What a party or a speaker said, in all stories, the latest recorded first. */
export class ReadVoices extends Query<Representation> {
  constructor(
    readonly party: string,
    readonly look: Look,
    readonly page: { readonly cursor: FactsCursor | undefined; readonly limit: number },
  ) {
    super();
  }
}

@QueryHandler(ReadVoices)
export class ReadVoicesHandler implements IQueryHandler<ReadVoices> {
  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(ViewsHead) private readonly head: ViewsHead,
  ) {}

  async execute({ party, look, page }: ReadVoices): Promise<Representation> {
    const pool = await this.views.current();
    const { standpoint, stability } = await findStanding(pool, this.head, '', look);
    const { cursor, limit } = page;
    const { said, last, ...read } = await readVoices(pool, party, {
      at: standpoint.at,
      before: cursor?.next,
      limit,
    });
    const reflected = reflectedOf(standpoint, read);
    const statements = said.map(({ story, title, kind, view, facts }) => {
      return { story, title, kind, ...view, facts: facts.map((fact) => ({ kind: fact.kind, ...fact.view })) };
    });
    const next = last === undefined ? {} : { cursor: writeCursor({ at: reflected.position, next: last }) };
    return { body: JSON.stringify({ party, statements, ...next }), reflected, stability };
  }
}

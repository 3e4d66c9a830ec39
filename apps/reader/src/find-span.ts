import type pg from 'pg';
import { readPlace } from '#views';
import type { Moment, Reflected } from '#views';
import { wrongParameter } from './parameters.js';
import type { Representation } from './representation.js';
import { meet, requireReached, standAt } from './stand-at.js';
import type { Demand } from './stand-at.js';
import type { ViewsHead } from './views-head.js';

/** The moments between which is asked; all pages are up to where the first one was, which their cursor says. */
export interface SpanDemand extends Demand {
  readonly from: Moment | undefined;
  readonly to: Moment | undefined;
  readonly cursor: { readonly to: number } | undefined;
}

export interface Span {
  readonly from: number;
  readonly to: number;
  readonly reflected: Reflected;
  readonly stability: Representation['stability'];
  /** Throws where the views were begun anew while they were read. */
  readonly requireStill: () => Promise<void>;
}

/** The positions between which is asked; from the beginning, and up to now, where a moment is not named. */
export async function findSpan(pool: pg.Pool, head: ViewsHead, story: string, demand: SpanDemand): Promise<Span> {
  const place = await meet(pool, head, demand);
  const stands = (moment: Moment | undefined) =>
    moment === undefined ? undefined : standAt(pool, head, story, moment);
  const first = await stands(demand.from);
  const last = await stands(demand.cursor === undefined ? demand.to : { by: 'position', position: demand.cursor.to });
  const from = first?.position ?? 0;
  const to = last?.position ?? Math.max(place.position, from);
  if (from > to) throw wrongParameter('from', 'after-to', 'must not be after to');
  const isOpen = last?.stability === 'open' || first?.stability === 'open';
  return {
    from,
    to,
    reflected: { position: to, epoch: place.epoch },
    stability: last === undefined ? 'moving' : isOpen ? 'open' : 'settled',
    requireStill: async () => {
      if (to > place.position) requireReached((await readPlace(pool)).position, to);
    },
  };
}

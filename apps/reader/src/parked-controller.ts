import { Controller, Get, Inject, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import { METRICS } from '#runtime';
import { listParked, ShownViews } from '#views';
import { isPositionCursor } from './cursors.js';
import { cutPage } from './cut-page.js';
import { readCursor, readLimit, readParameters } from './parameters.js';
import { send } from './representation.js';
import { ViewsAwayFilter } from './views-away-filter.js';

/** The stories whose record goes further than what is shown of them. */
@Controller('v1/parked')
@UseFilters(ViewsAwayFilter)
export class ParkedController {
  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(METRICS) metrics: Registry,
  ) {
    new Gauge({
      name: 'newsledger_parked_stories',
      help: 'Stories whose record goes further than what is shown of them.',
      registers: [metrics],
      collect() {
        this.set(views.parked.size);
      },
    });
  }

  @Get()
  async list(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const parameters = readParameters(query, ['cursor', 'limit']);
    const limit = readLimit(parameters);
    const after = readCursor(parameters, isPositionCursor)?.after ?? 0;
    const { parked, ...reflected } = await listParked(await this.views.current(), { after, limit: limit + 1 });
    const { shown, next } = cutPage(parked, limit, ({ position }) => ({ after: position }));
    return send(request, reply, { body: JSON.stringify({ parked: shown, ...next }), reflected, stability: 'moving' });
  }
}

import { Controller, Get, Inject, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import { METRICS } from '#runtime';
import { listParked, ShownViews } from '#views';
import { readParameters } from './parameters.js';
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
    readParameters(query, []);
    const { parked, ...reflected } = await listParked(await this.views.current());
    return send(request, reply, { body: JSON.stringify({ parked }), reflected, stability: 'moving' });
  }
}

import { Controller, Get, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readStoryId } from '#runtime';
import { readCount, readParameters, wrongParameter } from './parameters.js';
import { ReadTimeMap } from './queries/read-time-map.js';
import { send } from './representation.js';
import { mostPages } from './time-map.js';
import { ViewsAwayFilter } from './views-away-filter.js';

@Controller('v1/stories')
@UseFilters(ViewsAwayFilter)
export class TimeMapController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get(':story/timemap')
  async timeMap(
    @Param('story') story: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const parameters = readParameters(query, ['page', 'minPosition', 'epoch']);
    const page = readCount(parameters, 'page') ?? 1;
    if (page < 1 || page > mostPages) throw wrongParameter('page', 'page', `must be from 1 to ${mostPages}`);
    const wanted = new ReadTimeMap(readStoryId(story), page, {
      minPosition: readCount(parameters, 'minPosition'),
      epoch: parameters['epoch'],
    });
    return send(request, reply, await this.queries.execute(wanted));
  }
}

import { Controller, Get, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readStoryId } from '#runtime';
import { isReplayCursor } from './cursors.js';
import { readCount, readCursor, readLimit, readMomentParameter, readParameters } from './parameters.js';
import { ReadReplay } from './queries/read-replay.js';
import { send } from './representation.js';
import { ViewsAwayFilter } from './views-away-filter.js';

@Controller('v1/stories')
@UseFilters(ViewsAwayFilter)
export class ReplayController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get(':story/replay')
  async replay(
    @Param('story') story: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const parameters = readParameters(query, ['from', 'to', 'limit', 'cursor', 'minPosition', 'epoch']);
    const wanted = new ReadReplay(readStoryId(story), {
      from: readMomentParameter(parameters, 'from'),
      to: readMomentParameter(parameters, 'to'),
      cursor: readCursor(parameters, isReplayCursor),
      limit: readLimit(parameters),
      minPosition: readCount(parameters, 'minPosition'),
      epoch: parameters['epoch'],
    });
    return send(request, reply, await this.queries.execute(wanted));
  }
}

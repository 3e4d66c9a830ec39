import { Controller, Get, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readStoryId } from '#runtime';
import { isPositionCursor } from './cursors.js';
import { readCount, readCursor, readLimit, readParameters } from './parameters.js';
import { ReadRecord } from './queries/read-record.js';
import { send } from './representation.js';
import { ViewsAwayFilter } from './views-away-filter.js';

const known = ['after', 'limit', 'cursor', 'minPosition', 'epoch'];

@Controller('v1')
@UseFilters(ViewsAwayFilter)
export class RecordController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get('events')
  all(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.read(undefined, query, request, reply);
  }

  @Get('stories/:story/events')
  ofStory(
    @Param('story') story: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.read(readStoryId(story), query, request, reply);
  }

  private async read(
    story: string | undefined,
    query: Record<string, unknown>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const parameters = readParameters(query, known);
    const wanted = new ReadRecord(story, {
      after: readCursor(parameters, isPositionCursor)?.after ?? readCount(parameters, 'after') ?? 0,
      limit: readLimit(parameters),
      minPosition: readCount(parameters, 'minPosition'),
      epoch: parameters['epoch'],
    });
    return send(request, reply, await this.queries.execute(wanted));
  }
}

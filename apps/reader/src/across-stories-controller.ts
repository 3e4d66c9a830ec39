import { Controller, Get, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSlug, isTime } from '#events';
import { isFactsCursor, isPositionCursor } from './cursors.js';
import { readCursor, readLimit, readLook, readParameters, wrongParameter } from './parameters.js';
import type { Parameters } from './parameters.js';
import { ListCorrections } from './queries/list-corrections.js';
import { ReadVoices } from './queries/read-voices.js';
import { send } from './representation.js';
import { ViewsAwayFilter } from './views-away-filter.js';

/** What is asked of all stories at once. */
@Controller('v1')
@UseFilters(ViewsAwayFilter)
export class AcrossStoriesController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get('corrections')
  async corrections(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const parameters = readParameters(query, ['since', 'to', 'recordedBy', 'reason', 'limit', 'cursor']);
    const { recordedBy, reason } = parameters;
    const wanted = new ListCorrections({
      since: readTime(parameters, 'since'),
      to: readTime(parameters, 'to'),
      recordedBy,
      reason,
      before: readCursor(parameters, isPositionCursor)?.after,
      limit: readLimit(parameters),
    });
    return send(request, reply, await this.queries.execute(wanted));
  }

  @Get('parties/:party/statements')
  async statements(
    @Param('party') party: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const parameters = readParameters(query, ['asOf', 'minPosition', 'epoch', 'limit', 'cursor']);
    if (!isSlug(party)) throw wrongParameter('party', 'slug', 'must be the id of a party or a speaker, a slug');
    if (parameters['asOf']?.startsWith('version:') === true) {
      throw wrongParameter('asOf', 'moment', 'must be a position or a time: versions are of one story');
    }
    const cursor = readCursor(parameters, isFactsCursor);
    const demand = { cursor, limit: readLimit(parameters) };
    const wanted = new ReadVoices(party, readLook(parameters, cursor?.at), demand);
    return send(request, reply, await this.queries.execute(wanted));
  }
}

function readTime(parameters: Parameters, name: string): string | undefined {
  const time = parameters[name];
  if (time === undefined || isTime(time)) return time;
  throw wrongParameter(name, 'time', 'must be a time such as 2024-10-28T21:05:00Z');
}

import { Controller, Get, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readStoryId } from '#runtime';
import { isFactsCursor, isTimelineCursor } from './cursors.js';
import {
  readCursor,
  readFactId,
  readLimit,
  readLook,
  readMetricId,
  readParameters,
  wrongParameter,
} from './parameters.js';
import { ReadFact } from './queries/read-fact.js';
import { ReadFacts } from './queries/read-facts.js';
import type { Part } from './queries/read-facts.js';
import { ReadMetric } from './queries/read-metric.js';
import { ReadTimeline } from './queries/read-timeline.js';
import { send } from './representation.js';
import { ViewsAwayFilter } from './views-away-filter.js';

type Asked = Record<string, unknown>;

const look = ['asOf', 'until', 'minPosition', 'epoch'];
const page = [...look, 'limit', 'cursor'];

/** The parts of a story, each as of any moment. */
@Controller('v1/stories/:story')
@UseFilters(ViewsAwayFilter)
export class PartsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get('timeline')
  async timeline(
    @Param('story') story: string,
    @Query() query: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const parameters = readParameters(query, [...page, 'order']);
    const { order = 'earliest' } = parameters;
    if (order !== 'earliest' && order !== 'latest') {
      throw wrongParameter('order', 'one-of', 'must be earliest or latest');
    }
    const cursor = readCursor(parameters, isTimelineCursor);
    const demand = { order, cursor, limit: readLimit(parameters) } as const;
    const wanted = new ReadTimeline(readStoryId(story), readLook(parameters, cursor?.at), demand);
    return send(request, reply, await this.queries.execute(wanted));
  }

  @Get('estimates')
  estimates(
    @Param('story') story: string,
    @Query() query: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.list({ name: 'estimates', kinds: ['estimate'] }, story, query, request, reply);
  }

  @Get('estimates/:metric')
  async metric(
    @Param('story') story: string,
    @Param('metric') metric: string,
    @Query() query: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const parameters = readParameters(query, page);
    const cursor = readCursor(parameters, isFactsCursor);
    const demand = { cursor, limit: readLimit(parameters) };
    const wanted = new ReadMetric(readStoryId(story), readMetricId(metric), readLook(parameters, cursor?.at), demand);
    return send(request, reply, await this.queries.execute(wanted));
  }

  @Get('claims')
  claims(
    @Param('story') story: string,
    @Query() query: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.list({ name: 'claims', kinds: ['claim'] }, story, query, request, reply);
  }

  @Get('statements')
  statements(
    @Param('story') story: string,
    @Query() query: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.list({ name: 'statements', kinds: ['statement'] }, story, query, request, reply);
  }

  @Get('corrections')
  corrections(
    @Param('story') story: string,
    @Query() query: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.list({ name: 'corrections', kinds: ['correction', 'retraction'] }, story, query, request, reply);
  }

  @Get('sources')
  sources(
    @Param('story') story: string,
    @Query() query: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.list({ name: 'sources', kinds: ['source'] }, story, query, request, reply);
  }

  @Get('facts/:fact')
  async fact(
    @Param('story') story: string,
    @Param('fact') fact: string,
    @Query() query: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const parameters = readParameters(query, ['asOf', 'minPosition', 'epoch']);
    const wanted = new ReadFact(readStoryId(story), readFactId(fact), readLook(parameters));
    return send(request, reply, await this.queries.execute(wanted));
  }

  private async list(part: Part, story: string, query: Asked, request: FastifyRequest, reply: FastifyReply) {
    const parameters = readParameters(query, page);
    const cursor = readCursor(parameters, isFactsCursor);
    const demand = { cursor, limit: readLimit(parameters) };
    const wanted = new ReadFacts(readStoryId(story), part, readLook(parameters, cursor?.at), demand);
    return send(request, reply, await this.queries.execute(wanted));
  }
}

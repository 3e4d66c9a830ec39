import { Controller, Get, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSlug, isTime } from '#events';
import { readAcceptDatetime } from './accept-datetime.js';
import {
  isPositionCursor,
  readCount,
  readCursor,
  readLimit,
  readMomentParameter,
  readParameters,
  readStoryId,
  wrongParameter,
} from './parameters.js';
import { FindMemento } from './queries/find-memento.js';
import { ListStories } from './queries/list-stories.js';
import { ReadChanges } from './queries/read-changes.js';
import { ReadStory } from './queries/read-story.js';
import { send } from './representation.js';
import { sendToMemento } from './send-to-memento.js';
import { ViewsAwayFilter } from './views-away-filter.js';

const isListCursor = (value: unknown): value is { changed: number; story: string } =>
  typeof value === 'object' &&
  value !== null &&
  'changed' in value &&
  Number.isSafeInteger(value.changed) &&
  'story' in value &&
  isSlug(value.story);

@Controller('v1/stories')
@UseFilters(ViewsAwayFilter)
export class StoriesController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const parameters = readParameters(query, ['q', 'status', 'changedSince', 'order', 'limit', 'cursor']);
    const { q, status, changedSince, order = 'changed' } = parameters;
    if (order !== 'changed' && order !== 'story') throw wrongParameter('order', 'one-of', 'must be changed or story');
    if (status !== undefined && status !== 'open' && status !== 'closed') {
      throw wrongParameter('status', 'one-of', 'must be open or closed');
    }
    if (changedSince !== undefined && !isTime(changedSince)) {
      throw wrongParameter('changedSince', 'time', 'must be a time such as 2024-10-28T21:05:00Z');
    }
    const after = readCursor(parameters, isListCursor);
    const filter = {
      order,
      limit: readLimit(parameters),
      ...(q === undefined ? {} : { q }),
      ...(status === undefined ? {} : { status }),
      ...(changedSince === undefined ? {} : { changedSince }),
      ...(after === undefined ? {} : { after }),
    } as const;
    return send(request, reply, await this.queries.execute(new ListStories(filter)));
  }

  @Get(':story')
  async story(
    @Param('story') story: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const parameters = readParameters(query, ['asOf', 'minPosition', 'epoch']);
    const moment = readMomentParameter(parameters, 'asOf');
    const demand = { minPosition: readCount(parameters, 'minPosition'), epoch: parameters['epoch'] };
    const second = moment === undefined ? readAcceptDatetime(request.headers['accept-datetime']) : undefined;
    if (second !== undefined) {
      const found = await this.queries.execute(new FindMemento(readStoryId(story), second, demand));
      return sendToMemento(reply, story, found, parameters);
    }
    const wanted = new ReadStory(readStoryId(story), moment, demand);
    return send(request, reply, await this.queries.execute(wanted));
  }

  @Get(':story/changes')
  async changes(
    @Param('story') story: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const parameters = readParameters(query, ['from', 'to', 'limit', 'cursor', 'minPosition', 'epoch']);
    const wanted = new ReadChanges(readStoryId(story), {
      from: readMomentParameter(parameters, 'from'),
      to: readMomentParameter(parameters, 'to'),
      after: readCursor(parameters, isPositionCursor)?.after,
      limit: readLimit(parameters),
      minPosition: readCount(parameters, 'minPosition'),
      epoch: parameters['epoch'],
    });
    return send(request, reply, await this.queries.execute(wanted));
  }
}

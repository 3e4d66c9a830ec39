import { Controller, Get, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RefusalError } from '#errors';
import { isTime } from '#events';
import { chooseFormat } from '#exports';
import type { Suffix } from '#exports';
import { addVary, readStoryId } from '#runtime';
import { readAcceptDatetime } from './accept-datetime.js';
import { hasBody } from './answer.js';
import { isChangesCursor, isListCursor, isSearchCursor } from './cursors.js';
import {
  readCount,
  readCursor,
  readLimit,
  readLook,
  readMomentParameter,
  readParameters,
  wrongParameter,
} from './parameters.js';
import { ExportStory } from './queries/export-story.js';
import { FindMemento } from './queries/find-memento.js';
import { ListStories } from './queries/list-stories.js';
import { ReadChanges } from './queries/read-changes.js';
import { ReadStory } from './queries/read-story.js';
import { SearchStories } from './queries/search-stories.js';
import { send } from './representation.js';
import { sendToMemento } from './send-to-memento.js';
import type { Look } from './stand-at.js';
import { ViewsAwayFilter } from './views-away-filter.js';

const notAcceptable = () =>
  new RefusalError({
    code: 'not-acceptable',
    detail:
      'A story is there as application/json, text/csv, application/atom+xml, application/ld+json and application/ninjs+json.',
  });

const readingOf = (story: string, look: Look, request: FastifyRequest) =>
  new ReadStory(story, look, (prefix, digest) => hasBody(request, prefix, digest));

@Controller('v1/stories')
@UseFilters(ViewsAwayFilter)
export class StoriesController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const parameters = readParameters(query, ['q', 'status', 'changedSince', 'order', 'limit', 'cursor']);
    const { q, status, changedSince, order = 'changed' } = parameters;
    if (q !== undefined && parameters['order'] !== undefined) {
      throw wrongParameter('order', 'with-q', 'must be left out with q: the best match comes first');
    }
    if (order !== 'changed' && order !== 'story') throw wrongParameter('order', 'one-of', 'must be changed or story');
    if (status !== undefined && status !== 'open' && status !== 'closed') {
      throw wrongParameter('status', 'one-of', 'must be open or closed');
    }
    if (changedSince !== undefined && !isTime(changedSince)) {
      throw wrongParameter('changedSince', 'time', 'must be a time such as 2024-10-28T21:05:00Z');
    }
    if (q !== undefined) {
      const place = readCursor(parameters, isSearchCursor);
      const search = { q, status, changedSince, after: place, limit: readLimit(parameters) };
      return send(request, reply, await this.queries.execute(new SearchStories(search)));
    }
    const after = readCursor(parameters, isListCursor);
    const filter = {
      order,
      limit: readLimit(parameters),
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
    const parameters = readParameters(query, ['asOf', 'until', 'minPosition', 'epoch']);
    const [, id = story, suffix] = /^(.*)\.(json|csv|atom|jsonld|ninjs)$/.exec(story) ?? [];
    const look = readLook(parameters);
    const isNow = look.moment === undefined && suffix === undefined;
    const second = isNow ? readAcceptDatetime(request.headers['accept-datetime']) : undefined;
    if (second !== undefined) {
      const found = await this.queries.execute(new FindMemento(readStoryId(id), second, look));
      return sendToMemento(reply, id, found, parameters);
    }
    if (suffix === undefined) addVary(reply, 'accept');
    const format = suffix === undefined ? chooseFormat(request.headers.accept) : (suffix as Suffix);
    if (format === undefined) throw notAcceptable();
    if (format === 'json')
      return send(request, reply, await this.queries.execute(readingOf(readStoryId(id), look, request)));
    if (look.until !== undefined) {
      throw wrongParameter('until', 'json-only', 'may be asked of JSON only: a file says all that is known');
    }
    return send(request, reply, await this.queries.execute(new ExportStory(readStoryId(id), format, look)));
  }

  @Get(':story/changes')
  async changes(
    @Param('story') story: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const parameters = readParameters(query, ['from', 'to', 'order', 'limit', 'cursor', 'minPosition', 'epoch']);
    const { order = 'told' } = parameters;
    if (order !== 'told' && order !== 'recorded') throw wrongParameter('order', 'one-of', 'must be told or recorded');
    const wanted = new ReadChanges(readStoryId(story), {
      from: readMomentParameter(parameters, 'from'),
      to: readMomentParameter(parameters, 'to'),
      order,
      cursor: readCursor(parameters, isChangesCursor),
      limit: readLimit(parameters),
      minPosition: readCount(parameters, 'minPosition'),
      epoch: parameters['epoch'],
    });
    return send(request, reply, await this.queries.execute(wanted));
  }
}

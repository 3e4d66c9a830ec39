import { Controller, Get, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readStoryId } from '#runtime';
import { hasBody } from '../answer.js';
import { isListCursor, isSearchCursor, isTimelineCursor } from '../cursors.js';
import { readCursor, readParameters, wrongParameter } from '../parameters.js';
import { ReadStoryHistory } from '../queries/read-story-history.js';
import { ReadStoryList } from '../queries/read-story-list.js';
import { ReadStoryPage } from '../queries/read-story-page.js';
import { send } from '../representation.js';
import { sendPageHeaders } from './page-headers.js';
import { readPageMoment } from './page-moment.js';
import { PagesFilter } from './pages-filter.js';

type Asked = Record<string, unknown>;

/** What people read: whole pages of HTML that need no script. */
@Controller()
@UseFilters(PagesFilter)
export class PagesController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  async list(@Query() query: Asked, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { q, ...parameters } = readParameters(withoutEmpty(query), ['q', 'cursor']);
    const wanted =
      q === undefined
        ? new ReadStoryList({ after: readCursor(parameters, isListCursor) })
        : new ReadStoryList({ q, place: readCursor(parameters, isSearchCursor) });
    sendPageHeaders(reply);
    return send(request, reply, await this.queries.execute(wanted));
  }

  @Get('stories/:story')
  story(
    @Param('story') story: string,
    @Query() query: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.show('page', story, query, request, reply);
  }

  @Get('stories/:story/card.png')
  card(
    @Param('story') story: string,
    @Query() query: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.show('card', story, query, request, reply);
  }

  /** For the script of the page: all that was ever known, so that it can show any moment by itself. */
  @Get('stories/:story/history.json')
  async history(@Param('story') story: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return send(request, reply, await this.queries.execute(new ReadStoryHistory(readStoryId(story))));
  }

  private async show(as: 'page' | 'card', story: string, query: Asked, request: FastifyRequest, reply: FastifyReply) {
    const parameters = readParameters(withoutEmpty(query), ['asOf', 'from', 'order', 'cursor']);
    const { order = 'latest' } = parameters;
    if (order !== 'earliest' && order !== 'latest')
      throw wrongParameter('order', 'one-of', 'must be earliest or latest');
    const cursor = readCursor(parameters, isTimelineCursor);
    const moment = readPageMoment(parameters, 'asOf');
    const look = { moment, at: cursor?.at, minPosition: undefined, epoch: undefined };
    const demand = { as, order, after: cursor, from: readPageMoment(parameters, 'from') } as const;
    const wanted = new ReadStoryPage(readStoryId(story), look, demand, (prefix, digest) =>
      hasBody(request, prefix, digest),
    );
    const page = await this.queries.execute(wanted);
    sendPageHeaders(reply);
    return send(request, reply, page);
  }
}

/** A form sends a field that was left empty. */
const withoutEmpty = (query: Asked): Asked =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));

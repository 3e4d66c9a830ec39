import { Controller, Get, Inject, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { CrossOriginGuard, LOGGER, METRICS } from '#runtime';
import type { Logger } from '#runtime';
import { ViewsAwayFilter } from '../views-away-filter.js';
import { Outlet } from './outlet.js';
import type { EndReason } from './outlet.js';
import { clientOf, keyOf, StreamGuard } from './stream-guard.js';
import { StreamKeys } from './stream-keys.js';
import { countStreams } from './stream-metrics.js';
import { Streams } from './streams.js';
import { readWantedStream } from './wanted-stream.js';

@Controller('v1/stream')
@UseFilters(ViewsAwayFilter)
@UseGuards(CrossOriginGuard, StreamGuard)
export class StreamController {
  private readonly count: (reason: EndReason) => void;

  constructor(
    @Inject(Streams) private readonly streams: Streams,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(StreamKeys) private readonly keys: StreamKeys | null,
    @Inject(METRICS) metrics: Registry,
  ) {
    this.count = countStreams(metrics, streams);
  }

  @Get()
  async stream(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = readWantedStream(query, request.headers['last-event-id']?.toString());
    const client = clientOf(request);
    const giveBack = this.streams.room.take(client);
    try {
      const opening = await this.streams.open(wanted);
      void reply.header('newsledger-position', String(opening.head));
      if (opening.epoch !== undefined) void reply.header('newsledger-epoch', opening.epoch);
      void reply.headers(headers);
      if (request.method === 'HEAD' || request.raw.socket.destroyed) {
        giveBack();
        void reply.send();
        return;
      }
      reply.hijack();
      const outlet = new Outlet(reply.raw, request.raw.socket);
      this.streams.room.outlets.add(outlet);
      const key = keyOf(request);
      if (key !== undefined) this.keys?.watch(outlet, key);
      outlet.whenEnded((reason) => {
        giveBack();
        this.count(reason);
        this.streams.room.outlets.delete(outlet);
        if (reason === 'too-slow' || reason === 'stuck') this.logger.warn({ client, reason }, 'a stream was cut off');
      });
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value);
      reply.raw.writeHead(200);
      await this.streams.fill(outlet, wanted, opening);
    } catch (error) {
      giveBack();
      throw error;
    }
  }
}

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // A proxy that gathers what it passes on would hold it back.
  'x-accel-buffering': 'no',
};

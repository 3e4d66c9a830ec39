import { Controller, Header, Inject, Post, Req, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { KeyRing, tokenLifeMs } from '#identity';
import { CrossOriginGuard } from '#runtime';
import { READERS, ReadingGuard } from '../reading-guard.js';
import { ViewsAwayFilter } from '../views-away-filter.js';

/** Gives who may read a token for streams, so that a page never holds its key. Where reading is open any will do. */
@Controller('v1/stream/token')
@UseFilters(ViewsAwayFilter)
@UseGuards(CrossOriginGuard, ReadingGuard)
export class StreamTokenController {
  constructor(@Inject(READERS) private readonly keys: KeyRing | null) {}

  @Post()
  @Header('cache-control', 'no-store')
  async give(@Req() { headers }: FastifyRequest): Promise<{ readonly token: string; readonly expiresAt: string }> {
    const { token, expires } =
      this.keys === null
        ? { token: 'open', expires: Date.now() + tokenLifeMs }
        : await this.keys.tokenFor(headers.authorization);
    return { token, expiresAt: new Date(expires).toISOString() };
  }
}

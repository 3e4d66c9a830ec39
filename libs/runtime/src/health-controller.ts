import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { HealthBoard } from './health.js';

@Controller('health')
export class HealthController {
  constructor(@Inject(HealthBoard) private readonly board: HealthBoard) {}

  @Get('live')
  live(): object {
    return { live: true };
  }

  @Get('ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply): object {
    const readiness = this.board.readiness();
    void reply.status(readiness.ready ? 200 : 503).header('cache-control', 'no-store');
    return readiness;
  }
}

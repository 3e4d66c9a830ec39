import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { HealthBoard } from './health.js';

export const METRICS = Symbol('metrics');

/** What the process counts, as Prometheus reads it: its memory and event loop, how each service is, and what services add. */
export function openMetrics(board: HealthBoard): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const ready = new Gauge({
    name: 'newsledger_ready',
    help: '1 where the service can do its work, 0 where it cannot.',
    labelNames: ['service'],
    registers: [registry],
    collect: () => {
      for (const [service, health] of Object.entries(board.readiness().services)) {
        ready.set({ service }, health.ready ? 1 : 0);
      }
    },
  });
  return registry;
}

@Controller('metrics')
export class MetricsController {
  constructor(@Inject(METRICS) private readonly metrics: Registry) {}

  @Get()
  async read(@Res() reply: FastifyReply): Promise<FastifyReply> {
    const text = await this.metrics.metrics();
    return reply.type(this.metrics.contentType).header('cache-control', 'no-store').send(text);
  }
}

import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { HealthController } from './health-controller.js';
import { HealthBoard } from './health.js';
import type { Logger } from './logger.js';
import { METRICS, MetricsController, openMetrics } from './metrics.js';
import type { Settings } from '#process';

export const SETTINGS = Symbol('settings');
export const LOGGER = Symbol('logger');

/** What every service has: its settings, its logger, and the board on which it tells how it is. */
@Module({})
export class RuntimeModule {
  static register(settings: Settings, logger: Logger): DynamicModule {
    const board = new HealthBoard();
    return {
      module: RuntimeModule,
      global: true,
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: LOGGER, useValue: logger },
        { provide: HealthBoard, useValue: board },
        { provide: METRICS, useValue: openMetrics(board) },
      ],
      exports: [SETTINGS, LOGGER, HealthBoard, METRICS],
    };
  }
}

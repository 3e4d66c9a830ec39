import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { HealthController } from './health-controller.js';
import { HealthBoard } from './health.js';
import type { Logger } from './logger.js';
import type { Settings } from './read-settings.js';

export const SETTINGS = Symbol('settings');
export const LOGGER = Symbol('logger');

/** What every service has: its settings, its logger, and the board on which it tells how it is. */
@Module({})
export class RuntimeModule {
  static register(settings: Settings, logger: Logger): DynamicModule {
    return {
      module: RuntimeModule,
      global: true,
      controllers: [HealthController],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: LOGGER, useValue: logger },
        { provide: HealthBoard, useValue: new HealthBoard() },
      ],
      exports: [SETTINGS, LOGGER, HealthBoard],
    };
  }
}

import { Inject, Module } from '@nestjs/common';
import type { BeforeApplicationShutdown, DynamicModule, OnApplicationBootstrap } from '@nestjs/common';
import type { EventLog } from '#events';
import { schemaName } from '#postgres';
import { HealthBoard, LOGGER } from '#runtime';
import type { Logger } from '#runtime';
import { viewsSchema } from '#views';
import { Projector } from './projector.js';

export interface ProjectorOptions {
  readonly viewsUrl: string;
  readonly prefix: string;
  readonly log: EventLog;
}

/** Folds the log into the views. Needs both; one process leads, others stand by. */
@Module({})
export class ProjectorModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(Projector) private readonly projector: Projector) {}

  static register({ viewsUrl, prefix, log }: ProjectorOptions): DynamicModule {
    const schema = schemaName(prefix, viewsSchema);
    const database = { url: viewsUrl, schema, applicationName: 'newsledger projector' };
    return {
      module: ProjectorModule,
      providers: [
        {
          provide: Projector,
          inject: [HealthBoard, LOGGER],
          useFactory: (board: HealthBoard, logger: Logger) => new Projector(database, log, board, logger),
        },
      ],
    };
  }

  onApplicationBootstrap(): Promise<void> {
    return this.projector.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.projector.stop();
  }
}

import { Inject, Module } from '@nestjs/common';
import type { BeforeApplicationShutdown, DynamicModule, OnApplicationBootstrap } from '@nestjs/common';
import { ledgerSchema } from '#ledger';
import { schemaName } from '#postgres';
import { HealthBoard, LOGGER } from '#runtime';
import type { KafkaSettings, Settings } from '#process';
import type { Logger } from '#runtime';
import { Relay } from './relay.js';

export interface RelayOptions {
  readonly ledgerUrl: string;
  readonly kafka: KafkaSettings;
  readonly settings: Pick<Settings, 'prefix' | 'topic' | 'replication' | 'ledger' | 'publicUrl'>;
}

/** Publishes the ledger to the topic, in order. Needs both; one process leads, others stand by. */
@Module({})
export class RelayModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(Relay) private readonly relay: Relay) {}

  static register({ ledgerUrl, kafka, settings }: RelayOptions): DynamicModule {
    const { prefix, topic, replication, ledger, publicUrl } = settings;
    const database = { url: ledgerUrl, schema: schemaName(prefix, ledgerSchema), applicationName: 'newsledger relay' };
    const bus = {
      ...kafka,
      topic,
      clientId: 'newsledger-relay',
      ...(replication === undefined ? {} : { replication }),
    };
    return {
      module: RelayModule,
      providers: [
        {
          provide: Relay,
          inject: [HealthBoard, LOGGER],
          useFactory: (board: HealthBoard, logger: Logger) =>
            new Relay({ database, bus, ledger, publicUrl }, board, logger),
        },
      ],
    };
  }

  onApplicationBootstrap(): Promise<void> {
    return this.relay.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.relay.stop();
  }
}

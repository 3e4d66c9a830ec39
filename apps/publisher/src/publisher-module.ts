import { Inject, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type pg from 'pg';
import { Allowances, identitySchema, KeyRing } from '#identity';
import { Appender, ledgerChannel, ledgerSchema, pruneKeptPublishes, pruneRejected } from '#ledger';
import { openPool, requireSchema, schemaName } from '#postgres';
import { checkAtStart, HealthBoard, keepChecking } from '#runtime';
import { LEDGER_POOL } from './ledger-pool.js';
import { PublishController } from './publish-controller.js';
import { PublishEventsHandler } from './publish-events-handler.js';
import { RejectedController } from './rejected-controller.js';
import { StoryDesk } from './story-desk.js';

export interface PublisherOptions {
  readonly ledgerUrl: string;
  readonly identityUrl: string;
  readonly prefix: string;
  /** Events a second of a key that has no rate of its own. */
  readonly rate: number;
}

const pruneEveryMs = 60_000;

const POOLS = Symbol('publisher pools');

interface Pools {
  readonly ledger: pg.Pool;
  readonly identity: pg.Pool;
}

/** Takes events in over HTTP: identifies, validates, decides, appends. Needs the ledger, not Kafka. */
@Module({})
export class PublisherModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private pruning: NodeJS.Timeout | undefined;

  constructor(
    @Inject(POOLS) private readonly pools: Pools,
    @Inject(Appender) private readonly appender: Appender,
    @Inject(HealthBoard) private readonly board: HealthBoard,
  ) {}

  static register(options: PublisherOptions): DynamicModule {
    const schema = schemaName(options.prefix, ledgerSchema);
    const open = (url: string, name: string, max: number) =>
      openPool({ url, schema: name, applicationName: 'newsledger publisher', max, statementTimeoutMs: 8_000 });
    const pools: Pools = {
      ledger: open(options.ledgerUrl, schema, 6),
      identity: open(options.identityUrl, schemaName(options.prefix, identitySchema), 2),
    };
    const appender = new Appender(pools.ledger, ledgerChannel(schema));
    return {
      module: PublisherModule,
      imports: [CqrsModule],
      controllers: [PublishController, RejectedController],
      providers: [
        PublishEventsHandler,
        { provide: POOLS, useValue: pools },
        { provide: LEDGER_POOL, useValue: pools.ledger },
        { provide: Appender, useValue: appender },
        { provide: StoryDesk, useValue: new StoryDesk(pools.ledger, appender) },
        { provide: KeyRing, useValue: new KeyRing(pools.identity) },
        { provide: Allowances, useValue: new Allowances(pools.identity, options.rate) },
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    const check = async () => {
      await requireSchema(this.pools.ledger, ledgerSchema);
      await requireSchema(this.pools.identity, identitySchema);
      return 'the ledger answers';
    };
    await checkAtStart(this.board, 'publisher', check);
    void this.prune();
    this.pruning = setInterval(() => void this.prune(), pruneEveryMs);
    void keepChecking(this.board, 'publisher', check, this.stopping.signal);
  }

  /** What cannot be pruned now is pruned the next time. */
  private async prune(): Promise<void> {
    await Promise.allSettled([pruneKeptPublishes(this.pools.ledger), pruneRejected(this.pools.ledger)]);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    clearInterval(this.pruning);
    await this.appender.drain();
    await Promise.all([this.pools.ledger.end(), this.pools.identity.end()]);
  }
}

import { Inject, Module } from '@nestjs/common';
import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationBootstrap,
  OnApplicationShutdown,
} from '@nestjs/common';
import type pg from 'pg';
import { identitySchema, KeyRing } from '#identity';
import { openPool, requireSchema, schemaName } from '#postgres';
import { checkAtStart, HealthBoard, keepChecking, LOGGER } from '#runtime';
import type { Settings } from '#process';
import type { Logger } from '#runtime';
import { viewsSchema } from '#views';
import { pruneAttempts } from './attempts.js';
import { COURIER_IDENTITY, COURIER_POOL, TARGETS, VIEWS_POOL } from './courier-parts.js';
import { courierSchema } from './courier-schema.js';
import { Courier } from './courier.js';
import { findAddressesOf } from './find-addresses.js';
import { TestDesk } from './test-desk.js';
import { WebhookChangesController } from './webhook-changes-controller.js';
import { WebhooksController } from './webhooks-controller.js';

export interface CourierOptions {
  /** The database of the views, in which the courier keeps its tables. */
  readonly viewsUrl: string;
  readonly identityUrl: string;
  readonly settings: Pick<Settings, 'prefix' | 'ledger' | 'publicUrl' | 'webhookTargets'>;
}

const pruneEveryMs = 60_000;

/** Sends events to those who asked for them. Needs the views' database and the keys; several share the work. */
@Module({})
export class CourierModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private pruning: NodeJS.Timeout | undefined;

  constructor(
    @Inject(COURIER_POOL) private readonly pool: pg.Pool,
    @Inject(VIEWS_POOL) private readonly views: pg.Pool,
    @Inject(COURIER_IDENTITY) private readonly identity: pg.Pool,
    @Inject(Courier) private readonly courier: Courier,
    @Inject(TestDesk) private readonly tests: TestDesk,
    @Inject(HealthBoard) private readonly board: HealthBoard,
  ) {}

  static register({ viewsUrl, identityUrl, settings }: CourierOptions): DynamicModule {
    const { prefix, ledger, publicUrl, webhookTargets: targets } = settings;
    const applicationName = 'newsledger courier';
    const views = { url: viewsUrl, schema: schemaName(prefix, viewsSchema), applicationName };
    const courier = { ...views, schema: schemaName(prefix, courierSchema) };
    const keys = { ...views, url: identityUrl, schema: schemaName(prefix, identitySchema) };
    const bounds = { max: 2, statementTimeoutMs: 8_000 };
    const pool = openPool({ ...courier, ...bounds });
    const identity = openPool({ ...keys, ...bounds });
    const find = findAddressesOf(targets);
    return {
      module: CourierModule,
      controllers: [WebhooksController, WebhookChangesController],
      providers: [
        { provide: COURIER_POOL, useValue: pool },
        { provide: VIEWS_POOL, useValue: openPool({ ...views, ...bounds }) },
        { provide: COURIER_IDENTITY, useValue: identity },
        { provide: TARGETS, useValue: targets },
        { provide: KeyRing, useValue: new KeyRing(identity) },
        { provide: TestDesk, useValue: new TestDesk({ pool, targets, find, history: { ledger, publicUrl } }) },
        {
          provide: Courier,
          inject: [LOGGER],
          useFactory: (logger: Logger) =>
            new Courier({ views, courier, ledger, publicUrl, targets, find }, identity, logger),
        },
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    const check = async () => {
      await requireSchema(this.views, viewsSchema);
      await requireSchema(this.pool, courierSchema);
      await requireSchema(this.identity, identitySchema);
      return this.courier.describe();
    };
    await checkAtStart(this.board, 'courier', check);
    void keepChecking(this.board, 'courier', check, this.stopping.signal);
    this.courier.start();
    const prune = () => void pruneAttempts(this.pool).catch(() => undefined);
    prune();
    this.pruning = setInterval(prune, pruneEveryMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    clearInterval(this.pruning);
    this.tests.stop();
    await this.courier.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.pool.end(), this.views.end(), this.identity.end()]);
  }
}

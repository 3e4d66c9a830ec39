import { Inject, Module } from '@nestjs/common';
import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationBootstrap,
  OnApplicationShutdown,
} from '@nestjs/common';
import type pg from 'pg';
import { identitySchema, KeyRing } from '#identity';
import { ledgerSchema } from '#ledger';
import { openPool, schemaName } from '#postgres';
import { CrossOriginGuard, EveryOriginGuard, HealthBoard, LOGGER } from '#runtime';
import type { Settings } from '#process';
import type { Logger } from '#runtime';
import { AuditDesk } from './audit-desk.js';
import { AuditGuard } from './audit-guard.js';
import { CheckpointController } from './checkpoint-controller.js';
import { LeafController } from './leaf-controller.js';
import { AUDITORS, LEDGER_POOL, TREE_POOL } from './notary-parts.js';
import { notarySchema } from './notary-schema.js';
import { Notary } from './notary.js';
import { PreflightController } from './preflight-controller.js';

export interface NotaryOptions {
  readonly ledgerUrl: string;
  /** Where keys are looked up, when reading needs one. */
  readonly identityUrl?: string;
  readonly settings: Pick<Settings, 'prefix' | 'ledger' | 'notaryKey'>;
}

const IDENTITY = Symbol('notary identity pool');

/** Signs the record, and hands out what proves it. Needs the ledger and a key; one process leads, others stand by. */
@Module({})
export class NotaryModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(Notary) private readonly notary: Notary,
    @Inject(LEDGER_POOL) private readonly ledger: pg.Pool,
    @Inject(TREE_POOL) private readonly tree: pg.Pool,
    @Inject(IDENTITY) private readonly identity: pg.Pool | null,
  ) {}

  static register({ ledgerUrl, identityUrl, settings }: NotaryOptions): DynamicModule {
    const { prefix, ledger: ledgerName, notaryKey: keyFile } = settings;
    const applicationName = 'newsledger notary';
    const ledger = { url: ledgerUrl, schema: schemaName(prefix, ledgerSchema), applicationName };
    const notary = { ...ledger, schema: schemaName(prefix, notarySchema) };
    const bounds = { max: 2, statementTimeoutMs: 8_000 };
    const [ledgerPool, treePool] = [openPool({ ...ledger, ...bounds }), openPool({ ...notary, ...bounds })];
    const keys = { ...ledger, schema: schemaName(prefix, identitySchema), ...bounds };
    const identity = identityUrl === undefined ? null : openPool({ ...keys, url: identityUrl });
    return {
      module: NotaryModule,
      controllers: [CheckpointController, LeafController, PreflightController],
      providers: [
        { provide: LEDGER_POOL, useValue: ledgerPool },
        { provide: TREE_POOL, useValue: treePool },
        { provide: IDENTITY, useValue: identity },
        { provide: AUDITORS, useValue: identity === null ? null : new KeyRing(identity) },
        { provide: AuditDesk, useValue: new AuditDesk(ledgerPool, treePool) },
        CrossOriginGuard,
        EveryOriginGuard,
        AuditGuard,
        {
          provide: Notary,
          inject: [HealthBoard, LOGGER],
          useFactory: (board: HealthBoard, logger: Logger) =>
            new Notary({ ledger, notary, ledgerName, keyFile }, board, logger),
        },
      ],
    };
  }

  onApplicationBootstrap(): Promise<void> {
    return this.notary.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.notary.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.ledger.end(), this.tree.end(), this.identity?.end()]);
  }
}

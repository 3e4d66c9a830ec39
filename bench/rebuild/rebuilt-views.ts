import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddedPostgres } from '#apps/cli';
import { openClient, openPool } from '#postgres';
import { dropGeneration, inSlot, readGenerations } from '#views';
import { viewsSchemaName } from '../read/filled-views.js';
import { createDatabase } from '../stage/open-postgres.js';
import { prepareDatabase } from '../stage/open-services.js';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import type { Stage } from '../stage/stage.js';
import { fillLog } from './fill-log.js';
import { exportRows, rebuildWithCopy } from './rebuild-with-copy.js';
import { rebuildWithNewsledger } from './rebuild-with-newsledger.js';
import type { BuildFigures } from './rebuild-with-newsledger.js';

/** A log of one size, over which the views are made again and again, always into the same slot, which is empty then. */
export class RebuiltViews {
  private isExported = false;

  private constructor(
    readonly events: number,
    private readonly url: string,
    private readonly folder: string,
  ) {}

  static async open(
    stage: Stage,
    postgres: EmbeddedPostgres,
    estimates: ReadyEstimates,
    events: number,
  ): Promise<RebuiltViews> {
    const name = `log_${events}`;
    const url = await createDatabase(postgres, name);
    await prepareDatabase(url);
    await fillLog(url, estimates, events);
    const folder = join(stage.folder, name);
    await mkdir(folder);
    return new RebuiltViews(events, url, folder);
  }

  async rebuild(): Promise<BuildFigures> {
    await this.empty();
    const figures = await rebuildWithNewsledger(this.url);
    if (!this.isExported) await this.withSlot((client) => exportRows(client, this.folder));
    this.isExported = true;
    return figures;
  }

  /** Answers seconds. */
  async copy(): Promise<number> {
    if (!this.isExported) await this.rebuild();
    await this.empty();
    return this.withSlot((client) => rebuildWithCopy(client, this.folder));
  }

  /** Nothing is left to be written of what was before, either. */
  private async empty(): Promise<void> {
    const pool = openPool(this.slot);
    const built = (await readGenerations(pool)).find(({ isShown }) => !isShown);
    if (built !== undefined) await dropGeneration(pool, built);
    await pool.query('select clear_slot()');
    await pool.query('checkpoint');
    await pool.end();
  }

  private async withSlot<T>(work: (client: ReturnType<typeof openClient>) => Promise<T>): Promise<T> {
    const client = openClient(this.slot);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  private get slot() {
    return inSlot({ url: this.url, schema: viewsSchemaName, applicationName: 'bench rebuild' }, 'green');
  }
}

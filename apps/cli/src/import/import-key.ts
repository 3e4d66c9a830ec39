import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { StoppingError } from '#errors';
import { KeyRing, mayPublish, mayPublishSome, requireKey } from '#identity';
import type { Key } from '#identity';
import type { StoryId } from '#events';
import { isDatabaseAway } from '#postgres';
import type { Settings } from '#process';

const right = { purpose: 'Importing', allows: mayPublishSome, away: 'ledger-unavailable' } as const;
const checkEveryMs = 500;

/** The key that the record will name: of a file, or the one that "start" keeps. Revoked, it ends the import. */
export class ImportKey {
  private checkedAt = Date.now();

  private constructor(
    private readonly ring: KeyRing,
    private readonly secret: string,
    private readonly path: string,
    private key: Key,
  ) {}

  static async open(pool: pg.Pool, settings: Settings, keyFile: string | undefined): Promise<ImportKey> {
    const path = keyFile ?? join(settings.dataFolder, 'publisher.key');
    const secret = await readFile(path, 'utf8').catch(() => {
      throw new StoppingError(`There is no key in ${path}: name a file that holds one with --key-file.`);
    });
    const ring = new KeyRing(pool);
    const key = await requireKey(ring, `Bearer ${secret.trim()}`, right).catch((error: unknown) => {
      throw new StoppingError(`The key in ${path} cannot be used: ${(error as Error).message}`);
    });
    return new ImportKey(ring, secret.trim(), path, key);
  }

  get id(): string {
    return this.key.id;
  }

  mayPublish(story: StoryId): boolean {
    return mayPublish(this.key.scopes, story);
  }

  async check(): Promise<void> {
    if (Date.now() - this.checkedAt < checkEveryMs) return;
    this.checkedAt = Date.now();
    const key = await this.ring.find(this.secret).catch((error: unknown) => {
      // Nothing is recorded either while the database is away.
      if (isDatabaseAway(error)) return this.key;
      throw error;
    });
    if (key === undefined) throw new StoppingError(`The key in ${this.path} has expired or was revoked meanwhile.`);
    this.key = key;
  }
}

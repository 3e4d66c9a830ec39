import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  acknowledgeKeys,
  keepCheckpoint,
  keepNodes,
  leafOf,
  makeKeyFile,
  notarySchema,
  originOf,
  PreviousLeaves,
  readFrontier,
  readKeyFile,
  readTreeSize,
} from '#apps/notary';
import type { KeptCheckpoint, NotaryKeys } from '#apps/notary';
import { canonicalJson, eventId, storyId, validateEvent } from '#events';
import { appendBatch, ledgerSchema, readCommitted, readCurrentEpoch } from '#ledger';
import { growFrontier, leafHash, rootOf, signCheckpoint } from '#merkle';
import type { NewNode } from '#merkle';
import { openPool, schemaName } from '#postgres';
import { makeDatabase, prefix } from './make-database.js';
import type { TestDatabase } from './make-database.js';

const tables = {
  newsledger_ledger: ['epoch', 'event', 'payload'],
  newsledger_notary: ['node', 'checkpoint', 'signing_key'],
} as const;

/** A ledger that is appended to and signed by the functions of the services, without a process of its own. */
export class SignedLedger {
  readonly ledgerName = 'main';
  private readonly versions = new Map<string, number>();
  private ids = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly ledger: pg.Pool,
    readonly tree: pg.Pool,
    /** A superuser whom no trigger stops. */
    readonly superuser: pg.Client,
    readonly keys: NotaryKeys,
    private readonly folder: string,
  ) {}

  static async open(postgresUrl: string): Promise<SignedLedger> {
    const database = await makeDatabase(postgresUrl);
    const poolOf = (schema: string) => openPool({ url: database.owner, schema, applicationName: 'test', max: 2 });
    const superuser = new pg.Client({ connectionString: database.owner });
    await superuser.connect();
    await superuser.query(
      `set session_replication_role = replica; set search_path = newsledger_ledger, newsledger_notary`,
    );
    const folder = await mkdtemp(join(tmpdir(), 'newsledger-signed-'));
    await makeKeyFile(join(folder, 'notary.key'));
    const keys = await readKeyFile(join(folder, 'notary.key'), 'main');
    const [ledger, tree] = [poolOf(schemaName(prefix, ledgerSchema)), poolOf(schemaName(prefix, notarySchema))];
    return new SignedLedger(database, ledger, tree, superuser, keys, folder);
  }

  get keyFile(): string {
    return join(this.folder, 'notary.key');
  }

  async close(): Promise<void> {
    await Promise.all([this.ledger.end(), this.tree.end(), this.superuser.end()]);
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The keys of the file as it is now. */
  readKeys(): Promise<NotaryKeys> {
    return readKeyFile(this.keyFile, this.ledgerName);
  }

  /** Another key under the same name. */
  async makeKeys(): Promise<NotaryKeys> {
    const path = join(this.folder, `${(this.ids += 1)}.key`);
    await makeKeyFile(path);
    return readKeyFile(path, this.ledgerName);
  }

  /** Appends a publish of so many events to a story. */
  async append(
    name: string,
    count: number,
    { title: given, ...more }: { readonly actor?: string; readonly publishedAt?: string; readonly title?: string } = {},
  ) {
    const base = this.versions.get(name) ?? 0;
    const events = Array.from({ length: count }, (_none, at) => {
      const title = `Title ${(this.ids += 1)} of ${name}: ${given ?? 'Élections 選挙 😀'}`;
      const isFirst = base === 0 && at === 0;
      const sent = isFirst
        ? { type: 'StoryOpened', data: { title, language: 'en' } }
        : { type: 'StoryRetitled', data: { title } };
      const validated = validateEvent(sent);
      if (!validated.valid) throw new Error('the event is not valid');
      const { fact, schemaVersion } = validated.event;
      return { ...fact, schemaVersion, id: eventId(`e-${this.ids}`), bytes: canonicalJson(fact.data), ...more };
    });
    const traced = base % 2 === 0 ? { correlationId: `c-${this.ids}` } : { causationId: `c-${this.ids}` };
    const request = { lineage: {}, story: storyId(name), base, events, recordedBy: 'k_test', ...traced };
    const [outcome] = await appendBatch(this.ledger, [request]);
    if (outcome?.outcome !== 'appended') throw new Error(`${name} was not appended to`);
    this.versions.set(name, outcome.version);
  }

  /** Hashes what is new onto the tree, and signs it. */
  async sign(keys: NotaryKeys = this.keys): Promise<KeptCheckpoint> {
    const epoch = await readCurrentEpoch(this.ledger);
    let frontier = await readFrontier(this.tree, epoch.number, await readTreeSize(this.tree, epoch.number));
    const previous = new PreviousLeaves(this.ledger, this.tree, epoch.number);
    const page = await readCommitted(this.ledger, frontier.size, 100_000, 100_000_000);
    const find = await previous.before(page);
    const hashes = page.map((event) => {
      const hash = leafHash(leafOf(event, find(event)));
      previous.note(event, hash);
      return hash;
    });
    const nodes: NewNode[] = [];
    frontier = growFrontier(frontier, hashes, (node) => nodes.push(node));
    await keepNodes(this.tree, epoch.number, nodes);
    await acknowledgeKeys(this.tree, keys);
    const [size, root] = [frontier.size, rootOf(frontier)];
    const note = signCheckpoint({ origin: originOf(this.ledgerName, epoch), size, root }, keys);
    const checkpoint = { size, root, note };
    await keepCheckpoint(this.tree, epoch.number, checkpoint);
    return checkpoint;
  }

  /** Keeps a copy of all tables. */
  async copyTo(name: string): Promise<void> {
    await this.superuser.query(`create schema ${name}`);
    for (const [schema, names] of Object.entries(tables)) {
      for (const table of names) {
        await this.superuser.query(`create table ${name}.${table} as select * from ${schema}.${table}`);
      }
    }
  }

  /** Puts a copy back, in one transaction. */
  async putBack(name: string): Promise<void> {
    const all = Object.entries(tables).flatMap(([schema, names]) => names.map((table) => ({ schema, table })));
    const statements = all.map(
      ({ schema, table }) =>
        `delete from ${schema}.${table}; insert into ${schema}.${table} overriding system value select * from ${name}.${table};`,
    );
    await this.superuser.query(`begin; ${statements.join(' ')} commit`);
    const { rows } = await this.superuser.query<{ story: string; version: number }>(
      `select story, max(version) as version from event group by story`,
    );
    this.versions.clear();
    for (const { story, version } of rows) this.versions.set(story, version);
  }
}

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { notarySchema } from '#apps/notary';
import { connectKafka, Sender, Topic } from '#bus';
import { StoppingError } from '#errors';
import { commitmentOf } from '#events';
import type { StoredEvent } from '#events';
import { appendRecorded, holdAppends, ledgerSchema, readEpochs } from '#ledger';
import { openClient, openPool, schemaName } from '#postgres';
import { readSettings } from '#process';
import { viewsSchema } from '#views';
import { survey } from '../../apps/cli/src/recover/survey.js';
import type { Plan } from '../../apps/cli/src/recover/plan.js';
import { recoverLedger } from '../../apps/cli/src/verbs/recover.js';
import type { RecoverOptions } from '../../apps/cli/src/verbs/recover.js';
import type { Run } from './keys.js';
import { makeDatabase, prefix } from './make-database.js';
import type { TestDatabase } from './make-database.js';

/** A ledger and a topic of their own, without any service, for `newsledger recover`. */
export interface RecoveryHouse {
  readonly database: TestDatabase;
  readonly topic: string;
  readonly ledger: pg.Pool;
  readonly environment: Readonly<Record<string, string>>;
  readonly bus: {
    readonly brokers: readonly string[];
    readonly ssl: boolean;
    readonly topic: string;
    readonly clientId: string;
  };
  readonly fillLedger: (events: readonly StoredEvent[]) => Promise<void>;
  /** Puts events on the topic, as the relay of a ledger of this history would; the ledger's own, where none is given. */
  readonly fillTopic: (events: readonly StoredEvent[], epoch?: string) => Promise<void>;
  /** The verb, in this process. */
  readonly recover: (options?: Omit<RecoverOptions, 'from'>) => Promise<Run>;
  /** What it would find. */
  readonly look: (checkpoint?: { readonly against: string; readonly key: string }) => Promise<Plan>;
  readonly epochs: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export async function openRecoveryHouse(postgresUrl: string, brokers: string): Promise<RecoveryHouse> {
  const database = await makeDatabase(postgresUrl);
  const topic = `recovery-${randomUUID()}`;
  const place = (schema: string) => ({ url: database.owner, schema, applicationName: 'test' });
  const ledgerPlace = place(schemaName(prefix, ledgerSchema));
  const ledger = openPool({ ...ledgerPlace, max: 2 });
  const tree = openPool({ ...place(schemaName(prefix, notarySchema)), max: 1 });
  const views = openPool({ ...place(schemaName(prefix, viewsSchema)), max: 1 });
  const bus = { brokers: brokers.split(','), ssl: false, topic, clientId: 'test' };
  const epochs = async () => (await readEpochs(ledger)).map(({ id }) => id);
  const environment = { DATABASE_URL: database.owner, KAFKA_BROKERS: brokers, NEWSLEDGER_TOPIC: topic };
  return {
    database,
    topic,
    ledger,
    environment,
    bus,
    epochs,
    fillLedger: async (events) => {
      const client = openClient(ledgerPlace);
      await client.connect();
      try {
        await holdAppends(client);
        await appendRecorded(client, events.map(committed));
      } finally {
        await client.end();
      }
    },
    fillTopic: async (events, epoch) => {
      const kafka = connectKafka(bus);
      const admin = await Topic.connect(kafka, bus);
      if ((await admin.extent()) === undefined) await admin.create();
      await admin.close();
      const history = { ledger: 'main', epoch: epoch ?? (await epochs()).at(-1) ?? '', publicUrl: 'http://127.0.0.1' };
      const sender = await Sender.connect(kafka, topic, history);
      await sender.send(events);
      await sender.close();
    },
    recover: (options) => recoverHere(environment, options),
    look: (checkpoint) =>
      survey(
        { ledger, views, bus, checkpoints: { tree, ledgerName: 'main', keyFile: '/nowhere', ...checkpoint } },
        { onProgress: () => undefined, signal: new AbortController().signal },
      ),
    close: async () => {
      await Promise.all([ledger.end(), tree.end(), views.end()]);
    },
  };
}

/** The verb, in this process: to start another takes longer than what it does. */
export async function recoverHere(
  environment: Readonly<Record<string, string>>,
  options: Omit<RecoverOptions, 'from'> = {},
): Promise<Run> {
  const settings = readSettings(environment);
  let [out, told] = ['', ''];
  const { stdout, stderr } = process;
  const before = [stdout, stderr].map((stream) => Object.getOwnPropertyDescriptor(stream, 'write'));
  Object.defineProperty(stdout, 'write', { configurable: true, value: (text: string) => (out += text) !== '' });
  Object.defineProperty(stderr, 'write', { configurable: true, value: () => true });
  try {
    await recoverLedger(settings, { from: 'kafka', ...options });
    return { status: process.exitCode === 1 ? 1 : 0, out, told };
  } catch (error) {
    if (!(error instanceof StoppingError)) throw error;
    told = error.message;
    return { status: 1, out, told };
  } finally {
    for (const [at, stream] of [stdout, stderr].entries()) restore(stream, before[at]);
    process.exitCode = 0;
  }
}

/** What stands in the way of the prototype's own. */
function restore(stream: NodeJS.WriteStream, before: PropertyDescriptor | undefined): void {
  Reflect.deleteProperty(stream, 'write');
  if (before !== undefined) Object.defineProperty(stream, 'write', before);
}

export const committed = (event: StoredEvent) => ({
  ...event,
  commitment: commitmentOf(Buffer.from(event.salt, 'hex'), event.actor, event.data),
});

/** Every byte of the ledger's events, a line each, as PostgreSQL writes rows. */
export async function dumpLedger(url: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ line: string }>(
      `select e::text || p::text as line from newsledger_ledger.event e
       full join newsledger_ledger.payload p using (position) order by position`,
    );
    return rows.map(({ line }) => line);
  } finally {
    await client.end();
  }
}

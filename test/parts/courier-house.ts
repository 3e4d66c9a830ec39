import type pg from 'pg';
import { courierSchema } from '#apps/courier';
import type { Scope } from '#identity';
import { openPool, schemaName } from '#postgres';
import { recordedBatches, retitled, opened } from '../../libs/views/src/stored-examples.js';
import type { Sent } from '../../libs/views/src/stored-examples.js';
import { issue, openKeys } from './keys.js';
import { makeDatabase, prefix } from './make-database.js';
import type { TestDatabase } from './make-database.js';
import { startService } from './start-service.js';
import type { RunningService } from './start-service.js';
import { emptyViews, openViews, write } from './views-database.js';

export interface ApiAnswer {
  readonly status: number;
  readonly body: ToldWebhook & {
    readonly code: string;
    readonly detail: string;
    readonly errors: readonly { readonly pointer: string; readonly code: string }[];
    readonly webhooks: readonly ToldWebhook[];
    readonly deliveries: readonly { id: number; position?: number; outcome: string; status?: number; error?: string }[];
    readonly cursor?: string;
    readonly delivered: boolean;
    readonly error?: string;
  };
}

interface ToldWebhook {
  readonly id: string;
  readonly secret: string;
  readonly state: string;
  readonly reason?: string;
  readonly position: number;
  readonly epoch?: string;
  readonly failing?: { readonly attempts: number; readonly error: string; readonly nextAttemptAt?: string };
}

/** A database whose views a test fills, couriers as processes of their own, and keys. */
export interface CourierHouse {
  readonly database: TestDatabase;
  readonly keys: pg.Pool;
  /** The courier's own tables, as the owner. */
  readonly tables: pg.Pool;
  readonly startCourier: (environment?: Readonly<Record<string, string>>) => Promise<RunningService>;
  readonly makeKey: (...scopes: Scope[]) => Promise<{ readonly id: string; readonly secret: string }>;
  /** Folds further events into the views, one commit each; answers the last position. */
  readonly record: (...events: readonly Sent[]) => Promise<number>;
  /** Folds so many further events into the views. */
  readonly recordMany: (count: number, story?: string) => Promise<number>;
  /** Views of another history, with so many events. */
  readonly beginAnew: (epoch: string, count: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startCourierHouse(postgresUrl: string): Promise<CourierHouse> {
  const database = await makeDatabase(postgresUrl);
  const keys = openKeys(database);
  const views = openViews(database.owner);
  const schema = schemaName(prefix, courierSchema);
  const tables = openPool({ url: database.owner, schema, applicationName: 'test', max: 2 });
  const couriers: RunningService[] = [];
  const recorded: Sent[] = [];
  let history = 'epoch';
  const record: CourierHouse['record'] = async (...events) => {
    const before = recorded.length;
    recorded.push(...events);
    for (const batch of recordedBatches(recorded.map((event) => [event])).slice(before))
      await write(views, batch, history);
    return recorded.length;
  };
  const recordMany: CourierHouse['recordMany'] = (count, story = 'troops') => {
    const isOpen = recorded.some((event) => (event.story ?? 'troops') === story);
    const titles = Array.from({ length: count }, (_, at) =>
      at === 0 && !isOpen
        ? opened(`o-${story}`)
        : retitled(`t-${recorded.length + at}`, `Title ${recorded.length + at}`),
    );
    return record(...titles.map((title) => ({ ...title, story })));
  };
  return {
    database,
    keys,
    tables,
    startCourier: async (environment = {}) => {
      const courier = await startService('courier', {
        DATABASE_URL: database.urlOf('courier'),
        NEWSLEDGER_WEBHOOK_TARGETS: 'any',
        ...environment,
      });
      couriers.push(courier);
      return courier;
    },
    makeKey: (...scopes) => issue(keys, { scopes }),
    record,
    recordMany,
    beginAnew: async (epoch, count) => {
      await emptyViews(views);
      await views.query(`delete from origin`);
      recorded.length = 0;
      history = epoch;
      await recordMany(count);
    },
    stop: async () => {
      await Promise.all(couriers.map((courier) => courier.kill('SIGTERM')));
      await Promise.all([keys.end(), views.end(), tables.end()]);
    },
  };
}

/** Asks the API of webhooks with a key. */
export async function askCourier(
  { url }: Pick<RunningService, 'url'>,
  key: string | undefined,
  asked: string,
  body?: object | string,
): Promise<ApiAnswer> {
  const [method = 'GET', path = ''] = asked.split(' ');
  const response = await fetch(`${url}/v1/webhooks${path}`, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as ApiAnswer['body'] };
}

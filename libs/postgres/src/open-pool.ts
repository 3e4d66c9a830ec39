import pg from 'pg';

/** Which database, as which role, and the schema whose tables unqualified names mean. */
export interface DatabaseOptions {
  readonly url: string;
  readonly schema: string;
  /** A schema whose tables are meant by the names that the first one does not have. */
  readonly beside?: string | undefined;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
}

const int8 = 20;

// Positions stay far below 2^53, so bigint columns are numbers here.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format): ((value: string) => unknown) =>
    (oid as number) === int8 && format !== 'binary' ? Number : (pg.types.getTypeParser(oid, 'text') as never),
};

function connectionConfig(options: DatabaseOptions): pg.ClientConfig {
  return {
    connectionString: options.url,
    application_name: options.applicationName,
    options: `-c search_path=${searchPath(options).replaceAll(' ', '\\ ')} -c timezone=UTC -c jit=off`,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    connectionTimeoutMillis: 5_000,
    types,
  };
}

/** A pool whose idle connections may break without harm: the next query opens a new one. */
export function openPool(
  options: DatabaseOptions & { readonly max?: number; readonly statementTimeoutMs?: number },
): pg.Pool {
  const { max = 4, statementTimeoutMs } = options;
  const timeout =
    statementTimeoutMs === undefined
      ? {}
      : { statement_timeout: statementTimeoutMs, query_timeout: statementTimeoutMs + 500 };
  const pool = new pg.Pool({ ...connectionConfig(options), ...timeout, max, idleTimeoutMillis: 60_000 });
  pool.on('error', () => undefined);
  return pool;
}

export function openClient(options: DatabaseOptions): pg.Client {
  const client = new pg.Client(connectionConfig(options));
  client.on('error', () => undefined);
  return client;
}

/** The schemas that unqualified names are looked for in, as a setting of PostgreSQL. */
export function searchPath({ schema, beside }: Pick<DatabaseOptions, 'schema' | 'beside'>): string {
  return [schema, ...(beside === undefined ? [] : [beside])].map(quoteIdentifier).join(',');
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

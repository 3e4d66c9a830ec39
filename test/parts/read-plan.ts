import type pg from 'pg';

/** A statement as it was sent. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Runs a reading and tells the statements that it sent. */
export async function statementsOf(
  pool: pg.Pool,
  run: (pool: pg.Pool) => Promise<unknown>,
): Promise<readonly Statement[]> {
  const statements: Statement[] = [];
  const listening = {
    query: (statement: Statement) => {
      statements.push(statement);
      return pool.query(statement as pg.QueryConfig);
    },
  };
  await run(listening as unknown as pg.Pool);
  return statements;
}

export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Recheck Cond'?: string;
  readonly Filter?: string;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly PlanNode[];
}

export type PlanMode = 'force_generic_plan' | 'force_custom_plan';

/** How Postgres would run the statement, or, where it is measured, ran it. */
export async function planOf(
  client: pg.PoolClient,
  { text, values }: Statement,
  mode: PlanMode,
  measured = false,
): Promise<PlanNode> {
  await client.query(`set plan_cache_mode = ${mode}`);
  await client.query(`prepare planned as ${text}`);
  try {
    const list = values.length === 0 ? '' : `(${values.map(literalOf(client)).join(', ')})`;
    const { rows } = await client.query<{ 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }] }>(
      `explain (format json${measured ? ', analyze, buffers, timing off' : ''}) execute planned${list}`,
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    if (plan === undefined) throw new Error('Postgres told no plan');
    return plan;
  } finally {
    await client.query('deallocate planned');
  }
}

const literalOf = (client: pg.PoolClient) => (value: unknown) => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return client.escapeLiteral(`{${value.map((one) => JSON.stringify(one)).join(',')}}`);
  return client.escapeLiteral(typeof value === 'string' ? value : JSON.stringify(value));
};

const scans = /^(Parallel )?(Seq|Sample|Tid) Scan$/;
// What hands on the rows of its first child one by one.
const streams = /^(Subquery Scan|Result|Append|Merge Append|Nested Loop|Hash Join|WindowAgg)$/;
const indexScans = /^(Index|Index Only|Bitmap Index) Scan$/;

/**
 * The nodes that may read a whole table: scans of it, and scans of an index without a condition, save that a Limit above
 * one that leaves nothing out takes no more rows than it wants.
 */
export function unboundedNodes(plan: PlanNode, tables: ReadonlySet<string>, isLimited = false): readonly string[] {
  const { 'Node Type': type, 'Relation Name': table, 'Index Name': index, 'Index Cond': condition, Filter } = plan;
  const isScan = scans.test(type) && table !== undefined && tables.has(table);
  const isIndexScan = indexScans.test(type) && condition === undefined && !(isLimited && Filter === undefined);
  const filter = Filter === undefined ? '' : `: ${Filter}`;
  const own = isScan || isIndexScan ? [`${type} on ${index ?? table ?? '?'}${filter}`] : [];
  const below = (plan.Plans ?? []).flatMap((node, at) => {
    const isOne = /Append/.test(type) || at === 0;
    return unboundedNodes(node, tables, type === 'Limit' || (isLimited && isOne && streams.test(type)));
  });
  return [...own, ...below];
}

export const blocksOf = (plan: PlanNode): number =>
  (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);

import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { utcTime } from '#postgres';
import { accepted, refused } from '#errors';
import type { Result } from '#errors';
import { makeSecret } from './sign.js';
import { mostOfKey } from './webhook.js';
import type { NewWebhook, Webhook } from './webhook.js';

/** A webhook as its owner sees it: without its secrets. */
export const webhookDocument = `json_strip_nulls(json_build_object('id', id, 'owner', owner, 'url', url,
  'stories', stories, 'types', types, 'parties', parties, 'description', description, 'state', state, 'reason', reason,
  'since', ${utcTime('since')}, 'createdAt', ${utcTime('created_at')}, 'position', place, 'epoch', epoch,
  'failing', case when failures > 0 then json_build_object('since', ${utcTime('failing_since')}, 'attempts', failures,
    'error', last_error, 'nextAttemptAt', case when state = 'active' then ${utcTime('due_at')} end) end)) as doc`;

interface Row {
  readonly doc: Webhook;
}

/** Whose webhooks: those of one key, or all. */
export type Owner = string | undefined;

/** Makes a webhook. Its secret is answered here, and when it is rotated. */
export async function createWebhook(
  pool: pg.Pool,
  owner: string,
  {
    url,
    stories,
    types,
    parties,
    description,
    after,
    epoch,
  }: NewWebhook & { after: number; epoch: string | undefined },
): Promise<Result<{ readonly webhook: Webhook; readonly secret: string }>> {
  const secret = makeSecret();
  const client = await pool.connect();
  try {
    await client.query('begin');
    // One at a time for each key, so that none gets more than it may.
    await client.query(`select pg_advisory_xact_lock(hashtextextended(current_schema() || '.' || $1::text, 0))`, [
      owner,
    ]);
    const { rows } = await client.query<Row>({
      name: 'create_webhook',
      text: `with made as (insert into webhook (id, owner, url, stories, types, parties, description, place, secret, epoch)
        select $1::text, $2::text, $3::text, $4::text[], $5::text[], $6::text[], $7::text, $8::bigint, $9::text, $11::text
        where (select count(*) from webhook where owner = $2::text) < $10::integer
        returning *),
          rung as (select pg_notify(current_schema() || '.webhook', '') from made)
        select ${webhookDocument} from made, rung`,
      values: [
        ...[makeId(), owner, url, stories ?? null, types ?? null, parties ?? null, description ?? null],
        ...[after, secret, mostOfKey, epoch ?? null],
      ],
    });
    await client.query('commit');
    const [row] = rows;
    if (row !== undefined) return accepted({ webhook: row.doc, secret });
    const detail = `The key has ${mostOfKey} webhooks already: delete some that are not needed.`;
    return refused({ code: 'too-many-webhooks', detail });
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

// Ids sort by when they were made.
const makeId = () => `wh_${uuidv7().replaceAll('-', '')}`;

export async function findWebhook(pool: pg.Pool, id: string, owner: Owner): Promise<Webhook | undefined> {
  const { rows } = await pool.query<Row>({
    name: 'find_webhook',
    text: `select ${webhookDocument} from webhook where id = $1::text and ($2::text is null or owner = $2::text)`,
    values: [id, owner ?? null],
  });
  return rows[0]?.doc;
}

/** The oldest first, behind an id where one is given. */
export async function listWebhooks(
  pool: pg.Pool,
  owner: Owner,
  { behind, limit }: { readonly behind: string | undefined; readonly limit: number },
): Promise<Webhook[]> {
  const { rows } = await pool.query<Row>({
    name: owner === undefined ? 'list_all_webhooks' : 'list_webhooks',
    text: `select ${webhookDocument} from webhook
      where ${owner === undefined ? '$1::text is null' : 'owner = $1::text'} and ($2::text is null or id > $2::text)
      order by id limit $3::integer`,
    values: [owner ?? null, behind ?? null, limit],
  });
  return rows.map(({ doc }) => doc);
}

export async function deleteWebhook(pool: pg.Pool, id: string, owner: Owner): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'delete_webhook',
    text: `delete from webhook where id = $1::text and ($2::text is null or owner = $2::text)`,
    values: [id, owner ?? null],
  });
  return rowCount === 1;
}

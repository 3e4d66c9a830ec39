import type pg from 'pg';
import { binaryArray, numberArray } from '#postgres';
import type { CommittedEvent } from './read-committed.js';

/**
 * Keeps every append out for as long as the session lives, so that nobody writes to a ledger that is completed. Answers
 * false where somebody else holds appends for longer than the patience.
 */
export async function holdAppends(client: pg.ClientBase, patienceMs = 2_000): Promise<boolean> {
  await client.query(`select set_config('lock_timeout', $1::text, false)`, [`${patienceMs}ms`]);
  try {
    // The lock that `append_batch` takes.
    await client.query(`select pg_advisory_lock(hashtextextended(current_schema() || '.append', 0))`);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === '55P03') return false;
    throw error;
  } finally {
    await client.query(`set lock_timeout = 0`);
  }
}

/**
 * Appends events as they were recorded once, with all that was decided then, all or none. They must follow the head: the
 * session holds appends.
 */
export async function appendRecorded(client: pg.ClientBase, events: readonly CommittedEvent[]): Promise<void> {
  const texts = (pick: (event: CommittedEvent) => string | undefined) => binaryArray('text', events.map(pick));
  const numbers = (pick: (event: CommittedEvent) => number) => numberArray(events.map(pick));
  const bytes = (pick: (event: CommittedEvent) => Buffer) => binaryArray('bytea', events.map(pick));
  // One statement, so that it needs no transaction: envelope and payload come together or not at all.
  const { rowCount } = await client.query({
    name: 'append_recorded',
    text: `with sent as (
        select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::integer[], $5::smallint[], $6::text[], $7::text[],
            $8::text[], $9::text[], $10::bytea[], $11::text[], $12::text[], $13::text[], $14::bytea[], $15::text[], $16::text[])
          as sent (position, commit, recorded_at, version, schema_version, story, id, type, recorded_by, commitment,
            published_at, correlation_id, causation_id, salt, actor, data)
        where $17::bigint = (select coalesce(max(position), 0) + 1 from event)
      ), kept as (
        insert into payload (position, salt, actor, data) select position, salt, actor, data from sent)
      insert into event (position, commit, recorded_at, version, schema_version, story, id, type, recorded_by, commitment,
        published_at, correlation_id, causation_id)
      select position, commit, recorded_at::timestamptz, version, schema_version, story, id, type, recorded_by, commitment,
        published_at, correlation_id, causation_id
      from sent`,
    values: [
      numbers(({ position }) => position),
      numbers(({ commit }) => commit),
      texts(({ recordedAt }) => recordedAt),
      numbers(({ version }) => version),
      numbers(({ schemaVersion }) => schemaVersion),
      texts(({ story }) => story),
      texts(({ id }) => id),
      texts(({ type }) => type),
      texts(({ recordedBy }) => recordedBy),
      bytes(({ commitment }) => commitment),
      texts(({ publishedAt }) => publishedAt),
      texts(({ correlationId }) => correlationId),
      texts(({ causationId }) => causationId),
      bytes(({ salt }) => Buffer.from(salt, 'hex')),
      texts(({ actor }) => actor),
      texts(({ data }) => data),
      events[0]?.position ?? 0,
    ],
  });
  if (rowCount !== events.length) throw new Error(`position ${events[0]?.position} does not follow the head`);
}
